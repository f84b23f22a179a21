import { describe, expect, test } from '@jest/globals';
import { readForm } from '../../http/form.js';
import { mobileForm } from './form.js';

const read = (mobile: unknown) => readForm(mobileForm, { mobile });

describe('A mobile number', () => {
  test.each([
    ['07700 900 123', '+447700900123'],
    ['+44 7700 900123', '+447700900123'],
    ['0044 7700 900123', '+447700900123'],
    ['(07700) 900-123', '+447700900123'],
    ['+353 85 012 3456', '+353850123456'],
  ])('typed as %s is read as %s', (typed, mobile) => {
    expect(read(typed).values).toEqual({ mobile });
  });

  test.each([
    [undefined, 'missing'],
    ['   ', 'missing'],
    ['12', 'format'],
    ['0113 496 0000', 'format'],
    ['+999 1234567', 'format'],
    ['07700 900 123 or 07700 900 124', 'format'],
    [`07700900123${'0'.repeat(5000)}`, 'format'],
  ])('typed as %s is not taken', (typed, code) => {
    expect(read(typed).errors).toEqual({ mobile: code });
  });
});
