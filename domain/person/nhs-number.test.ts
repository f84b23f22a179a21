import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatNhsNumber, isNhsNumber, parseNhsNumber } from './nhs-number.js';

describe('NHS numbers', () => {
  test('are read however they are spaced', () => {
    for (const typed of [
      '9434765919',
      '943 476 5919',
      ' 943-476-5919 ',
      '943\u00a0476\u20135919',
      '９４３４７６５９１９',
    ]) {
      expect(parseNhsNumber(typed)).toEqual({ nhsNumber: '9434765919' });
    }
    expect(formatNhsNumber('9434765919')).toBe('943 476 5919');
  });

  test.each([
    ['', 'nhs_number_empty'],
    ['  - ', 'nhs_number_empty'],
    ['QQ 12 34 56 C', 'nhs_number_national_insurance'],
    ['qq123456', 'nhs_number_national_insurance'],
    ['94E4765919', 'nhs_number_letters'],
    ['943.476.5919', 'nhs_number_letters'],
    ['943476591', 'nhs_number_too_short'],
    ['94347659190', 'nhs_number_too_long'],
    ['9434765918', 'nhs_number_not_valid'],
    ['٩٤٣٤٧٦٥٩١٩', 'nhs_number_letters'],
  ])('%p is %s', (typed, error) => {
    expect(parseNhsNumber(typed)).toEqual({ error });
  });

  test('have one right check digit at most, and none where it would be ten', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{9}$/), (nine) => {
        const right = [...'0123456789'].filter((digit) => isNhsNumber(nine + digit));
        const sum = [...nine].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
        expect(right).toHaveLength((11 - (sum % 11)) % 11 === 10 ? 0 : 1);
      }),
    );
  });

  test('with one digit mistyped, or two neighbours swapped, are never valid', () => {
    const valid = fc.stringMatching(/^\d{10}$/).filter(isNhsNumber);
    fc.assert(
      fc.property(valid, fc.nat(9), fc.nat(9), (number, place, digit) => {
        const mistyped = number.slice(0, place) + digit + number.slice(place + 1);
        if (mistyped !== number) expect(isNhsNumber(mistyped)).toBe(false);
        const swapped = number.replace(new RegExp(`^(.{${place % 9}})(.)(.)`), '$1$3$2');
        if (swapped !== number) expect(isNhsNumber(swapped)).toBe(false);
      }),
      { numRuns: 50 },
    );
  });
});
