import { expect, test } from '@jest/globals';
import { whoDecides } from '../../domain/casework/automation.js';
import { createLookup } from '../../platform/keys/lookup.js';
import { randomId } from '../../platform/random-id.js';
import { automationDraw } from './automation-draw.js';

const lookup = createLookup(new Uint8Array(32).fill(7));
const ids = Array.from({ length: 20_000 }, (_, i) => `case${i}`);

test('Machines get the share that they were given, nothing at 0 and everything at 100', () => {
  for (const rate of [0, 1, 37, 99, 100]) {
    const machine = ids.filter((id) => whoDecides(automationDraw(lookup, id), rate) === 'machine').length;
    // Five standard deviations of a fair draw.
    const slack = 5 * Math.sqrt((ids.length * rate * (100 - rate)) / 10_000);
    expect(Math.abs(machine - (ids.length * rate) / 100)).toBeLessThanOrEqual(slack);
  }
});

test('A case is drawn alike each time; a lower share takes cases from machines and gives them none', () => {
  const id = randomId();
  expect(automationDraw(lookup, id)).toBe(automationDraw(lookup, id));
  const at = (rate: number) => ids.filter((one) => whoDecides(automationDraw(lookup, one), rate) === 'machine');
  const more = new Set(at(60));
  expect(at(40).every((one) => more.has(one))).toBe(true);
});
