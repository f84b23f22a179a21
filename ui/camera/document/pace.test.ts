import { expect, test } from '@jest/globals';
import { Pace } from './pace.js';

/** What is said and taken, with the time, when each of these is seen for so many milliseconds, ten times a second. */
function walk(pace: Pace<string>, seen: readonly (readonly [string, number])[]): string[] {
  const heard: string[] = [];
  let at = 0;
  for (const [instruction, milliseconds] of seen) {
    for (const end = at + milliseconds; at < end; at += 100) {
      const { say, take } = pace.see(instruction, at);
      if (say) heard.push(`${at} ${say}`);
      if (take) return [...heard, `${at} taken`];
    }
  }
  return heard;
}

test('an instruction is said once it has been seen for a moment, and not again', () => {
  expect(walk(new Pace('hold'), [['closer', 5_000]])).toEqual(['300 closer']);
});

test('what comes and goes is not said', () => {
  const flicker = Array.from({ length: 20 }, (_, at) => [at % 2 ? 'closer' : 'straight', 200] as const);
  expect(walk(new Pace('hold'), flicker)).toEqual([]);
});

test('whatever happens, a second and a half lies between two instructions', () => {
  const names = ['aim', 'closer', 'straight', 'photo_dark'];
  const restless = Array.from({ length: 40 }, (_, at) => [names[at % 4] as string, 400] as const);
  const times = walk(new Pace('hold'), restless).map((line) => Number.parseInt(line, 10));
  expect(times.length).toBeGreaterThan(5);
  const pauses = times.slice(1).map((time, at) => time - (times[at] ?? 0));
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(1_500);
});

test('the photo is taken when all has been well for half a second, even while something else is still being read out', () => {
  expect(
    walk(new Pace('hold'), [
      ['closer', 400],
      ['hold', 2_000],
    ]),
  ).toEqual(['300 closer', '900 taken']);
});

test('a moment of trouble begins the half second again', () => {
  const seen = [
    ['hold', 400],
    ['photo_blurred', 100],
    ['hold', 400],
    ['aim', 100],
    ['hold', 900],
  ] as const;
  expect(walk(new Pace('hold'), seen)).toEqual(['300 hold', '1500 taken']);
});

test('who takes the photo again has time to do something else', () => {
  expect(walk(new Pace('hold', 2_500), [['hold', 9_000]])).toEqual(['300 hold', '3000 taken']);
});

test('a picture that is seen seldom does not take itself at first sight', () => {
  const pace = new Pace<string>('hold');
  pace.see('aim', 0);
  expect(pace.see('hold', 60_000).take).toBeUndefined();
});
