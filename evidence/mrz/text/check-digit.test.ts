import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkDigit } from './check-digit.js';

describe('check digits', () => {
  // ICAO 9303 part 3, appendix A.
  it.each([
    ['520727', '3'],
    ['AB2134<<<', '5'],
    ['HA672242<658022549601086<<<<<<<<<<<<<<0', '8'],
    ['D231458907<<<<<<<<<<<<<<<34071279507122<<<<<<<<<<<', '2'],
    ['HA672242<658022549601086<<<<<<<<<<<<<<0', '8'],
  ])('of the worked example %s is %s', (text, digit) => {
    expect(checkDigit(text)).toBe(digit);
  });

  it('of filler alone is 0', () => {
    expect(checkDigit('<<<<<<<<<<<<<<')).toBe('0');
    expect(checkDigit('')).toBe('0');
  });

  it.each(['a', 'É', ' ', '-', '٣'])('are refused for %s, which no MRZ holds', (character) => {
    expect(() => checkDigit(`AB${character}`)).toThrow(RangeError);
  });

  it('notice any single digit that is changed', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{1,20}$/), fc.nat(), fc.integer({ min: 1, max: 9 }), (text, place, by) => {
        const at = place % text.length;
        const changed = text.slice(0, at) + String((Number(text[at]) + by) % 10) + text.slice(at + 1);
        expect(checkDigit(changed)).not.toBe(checkDigit(text));
      }),
    );
  });

  it('do not notice G for 6, L for 1, K for the filler, U or A for 0: so they are never a proof', () => {
    for (const [a, b] of ['G6', 'L1', 'K<', 'U0', 'A0']) expect(checkDigit(`X${a}1`)).toBe(checkDigit(`X${b}1`));
  });
});
