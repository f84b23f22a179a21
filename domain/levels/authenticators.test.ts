import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Authenticator,
  areProved,
  authenticators,
  isFullSignIn,
  type SignInMethod,
  signInMethods,
} from './authenticators.js';

const asked = ['Cp', 'Cp.Cd', 'Cp.Ck', 'Cm', 'Cp.Cm', 'Cd.Cm', 'Cp.Cd.Cm'] as const;

/** Which of `asked` each way of signing in proves, in their order, and whether it has two factors. */
const table: [ways: string, proves: string, full: boolean][] = [
  ['', '', false],
  ['pwd', 'Cp', false],
  ['sms', '', false],
  ['pop', 'Cm', true],
  ['pwd sms', 'Cp Cp.Cd', true],
  ['pwd otp', 'Cp Cp.Cd Cp.Ck', true],
  ['pwd device', 'Cp Cp.Cd', true],
  ['pwd recovery', 'Cp Cp.Cd', true],
  ['pwd pop', 'Cp Cp.Cd Cm Cp.Cm', true],
  ['pwd sms pop', 'Cp Cp.Cd Cm Cp.Cm Cd.Cm Cp.Cd.Cm', true],
  ['otp device', '', false],
];

describe('the decision table', () => {
  it.each(table)('of who signs in by "%s"', (ways, proves, full) => {
    const methods = ways.split(' ').filter(Boolean) as SignInMethod[];
    const proved = asked.filter((text) => areProved(text.split('.') as Authenticator[], methods));
    expect(proved.join(' ')).toBe(proves);
    expect(isFullSignIn(methods)).toBe(full);
  });

  it('never has less for one who proves more, nor for one of whom less is asked', () => {
    const some = fc.subarray([...signInMethods]);
    fc.assert(
      fc.property(fc.subarray([...authenticators]), some, some, (wanted, methods, more) => {
        if (!areProved(wanted, methods)) return;
        expect(areProved(wanted, [...new Set([...methods, ...more])])).toBe(true);
        expect(areProved(wanted.slice(1), methods)).toBe(true);
      }),
    );
  });
});
