import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type SignInMethod, signInMethods } from './authenticators.js';
import { type Level, levels, reaches } from './levels.js';
import { bestVector, defaultVtr, isCompleteVector, parseVtr, provable, vectorText, wantedLevel } from './vectors.js';

const read = (...texts: string[]) => parseVtr(JSON.stringify(texts)) ?? [];
const best = (level: Level, methods: SignInMethod[], ...texts: string[]) => {
  const vector = bestVector(read(...texts), level, methods);
  return vector && vectorText(vector);
};

describe('reading a vtr', () => {
  it('reads the default', () => {
    expect(parseVtr(defaultVtr)?.map(vectorText)).toEqual(['P9.Cp.Cd', 'P9.Cp.Ck', 'P9.Cm']);
  });

  it.each([
    ['', 'nothing'],
    ['P9.Cp', 'not JSON'],
    ['"P9.Cp"', 'a string instead of an array'],
    ['[]', 'no vector'],
    ['[1]', 'a number'],
    ['[null]', 'null'],
    ['{"0":"P9.Cp"}', 'an object'],
    ['["P9"]', 'no authenticator, and none registered to stand for it'],
    ['[""]', 'nothing in it'],
    ['["P7.Cp"]', 'an unknown level'],
    ['["P9.Cx"]', 'an unknown authenticator'],
    ['["P9.Cp.Cp"]', 'one authenticator twice'],
    ['["P9..Cp"]', 'an empty component'],
    ['["p9.cp"]', 'lower case'],
    ['["P9.P5.Cp"]', 'two levels'],
    ['["P9.Cp "]', 'a blank'],
    ['["P9.Cp","nonsense"]', 'one good, one bad'],
    [JSON.stringify(Array(21).fill('P9.Cp')), 'far too many'],
  ])('refuses %s (%s)', (vtr) => {
    expect(parseVtr(vtr)).toBeUndefined();
  });

  it('refuses a vector that is not registered for the partner, and takes one in another order of components', () => {
    expect(parseVtr('["P9.Cp.Cd"]', ['P5.Cp.Cd'])).toBeUndefined();
    expect(parseVtr('["P5.Cp.Cd","P9.Cp.Cd"]', ['P5.Cp.Cd'])).toBeUndefined();
    expect(parseVtr('["P5.Cd.Cp"]', ['P5.Cp.Cd'])?.map(vectorText)).toEqual(['P5.Cp.Cd']);
    expect(parseVtr('["P5.Cp.Cd"]', [])).toBeUndefined();
  });

  it.each<[string, string, string[] | undefined]>([
    ['no authenticators: all registered at that level', '["P9"]', ['P9.Cp.Cd', 'P9.Cm']],
    ['no level: nothing needs to be proved', '["Cp.Cd"]', ['P0.Cp.Cd']],
    ['a level that is not registered', '["P5"]', undefined],
    ['no level, not registered at P0', '["Cm"]', undefined],
    ['the same twice', '["P9.Cp.Cd","P9","P9.Cd.Cp"]', ['P9.Cp.Cd', 'P9.Cm']],
    ['one that is registered in part only', '["P9.Cp"]', undefined],
    ['more than is registered', '["P9.Cp.Cd.Cm"]', undefined],
  ])('takes a vector that leaves something out by what is registered: %s', (_name, vtr, meant) => {
    expect(parseVtr(vtr, ['P0.Cp.Cd', 'P9.Cp.Cd', 'P9.Cm'])?.map(vectorText)).toEqual(meant);
  });

  it('lets only complete vectors be registered', () => {
    expect(['P9.Cp.Cd', 'P0.Cm'].every(isCompleteVector)).toBe(true);
    expect(['P9', 'Cp.Cd', 'Cp', '', 'P9.Cp.Cp', 'P9.P5.Cp', '.P9'].some(isCompleteVector)).toBe(false);
  });

  it('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => parseVtr(text) === undefined || true));
  });
});

describe('choosing a vector', () => {
  it.each<[Level, SignInMethod[], string[], string | undefined]>([
    ['P9', ['pwd', 'sms'], ['P5.Cp.Cd', 'P9.Cp.Cd'], 'P9.Cp.Cd'],
    ['P9', ['pwd', 'sms'], ['P9.Cp.Cd', 'P5.Cp.Cd'], 'P9.Cp.Cd'],
    ['P5', ['pwd', 'sms'], ['P9.Cp.Cd', 'P5.Cp.Cd'], 'P5.Cp.Cd'],
    ['P0', ['pwd', 'sms'], ['P9.Cp.Cd', 'P5.Cp.Cd'], undefined],
    ['P9', ['pwd', 'sms'], ['P5.Cp.Cd'], 'P5.Cp.Cd'],
    ['P9', ['pwd'], ['P9.Cp.Cd'], undefined],
    ['P9', ['pwd', 'sms'], ['P9.Cp.Ck'], undefined],
    ['P9', ['pwd', 'sms', 'pop'], ['P9.Cp.Ck', 'P9.Cm'], 'P9.Cm'],
    ['P9', ['pwd', 'otp'], ['P9.Cp.Ck', 'P9.Cm'], 'P9.Cp.Ck'],
    ['P9', ['pop'], ['P9.Cp.Cd', 'P9.Cm'], 'P9.Cm'],
    ['P9', ['pwd', 'sms', 'pop'], ['P9.Cm', 'P9.Cp.Cd'], 'P9.Cm'],
    ['P9', [], ['P0.Cp'], undefined],
  ])('at %s by %j of %j achieves %s', (level, methods, vtr, achieved) => {
    expect(best(level, methods, ...vtr)).toBe(achieved);
  });

  it('aims at the highest level of several', () => {
    expect(wantedLevel(read('P0.Cp', 'P9.Cp', 'P5.Cp'))).toBe('P9');
    expect(wantedLevel(read('P0.Cp'))).toBe('P0');
  });

  it('knows when signing in again by other means is needed', () => {
    expect(provable(read('P9.Cm'), ['pwd', 'sms'])).toEqual([]);
    expect(provable(read('P9.Cm', 'P5.Cp'), ['pwd', 'sms'])).toEqual(read('P5.Cp'));
  });
});

const vectorTexts = fc
  .tuple(
    fc.constantFrom(...levels),
    fc.uniqueArray(fc.constantFrom('Cp', 'Cd', 'Ck', 'Cm'), { minLength: 1, maxLength: 4 }),
  )
  .map(([level, rest]) => [level, ...rest].join('.'));
const methodSets = fc.uniqueArray(fc.constantFrom(...signInMethods));

describe('for every request', () => {
  it('the vector chosen was asked for, is reached and proved, and none that is satisfied has a higher level', () => {
    fc.assert(
      fc.property(
        fc.array(vectorTexts, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...levels),
        methodSets,
        (texts, level, methods) => {
          const vectors = read(...texts);
          const chosen = bestVector(vectors, level, methods);
          const alone = vectors.filter((vector) => bestVector([vector], level, methods));
          expect(chosen === undefined).toBe(alone.length === 0);
          if (!chosen) return;
          expect(vectors).toContain(chosen);
          expect(reaches(level, chosen.level)).toBe(true);
          expect(alone.every((other) => reaches(chosen.level, other.level))).toBe(true);
          expect(chosen.authenticators.includes('Cm') && !methods.includes('pop')).toBe(false);
        },
      ),
    );
  });

  it('a vector is the same however its components are ordered, and its text reads back', () => {
    fc.assert(
      fc.property(vectorTexts, (text) => {
        const [vector] = read(text);
        expect(vector).toBeDefined();
        if (vector) expect(read(vectorText(vector)).map(vectorText)).toEqual([vectorText(vector)]);
      }),
    );
  });
});
