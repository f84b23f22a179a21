import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isNorthernIreland, parsePostcode } from './postcode.js';

describe('postcodes', () => {
  test.each([
    ['ls14ap', 'LS1 4AP'],
    [' LS1-4AP ', 'LS1 4AP'],
    ['m1 1ae', 'M1 1AE'],
    ['B33 8TH', 'B33 8TH'],
    ['CR2 6XH', 'CR2 6XH'],
    ['DN55 1PT', 'DN55 1PT'],
    ['W1A 0AX', 'W1A 0AX'],
    ['EC1A 1BB', 'EC1A 1BB'],
    ['SW1P 3BU', 'SW1P 3BU'],
    ['N1P 1AA', 'N1P 1AA'],
    ['BT1 5GS', 'BT1 5GS'],
    ['gir0aa', 'GIR 0AA'],
    ['ＬＳ１ ４ＡＰ', 'LS1 4AP'],
  ])('%p is %s', (typed, postcode) => {
    expect(parsePostcode(typed)).toEqual({ postcode });
  });

  test.each(['LS1', 'LS1 4A', 'LS1 4APP', '1LS 4AP', 'LS1 AAP', 'QS1 4AP', 'LS1 4CP', 'GIR 1AA', 'LS1 4AP*', '00000'])(
    '%s is refused',
    (typed) => {
      expect(parsePostcode(typed)).toEqual({ error: 'postcode_format' });
    },
  );

  test('left out are told from wrong ones', () => {
    expect(parsePostcode(' - ')).toEqual({ error: 'postcode_empty' });
  });

  test('are the same when read again', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/), (typed) => {
        const result = parsePostcode(typed);
        if ('postcode' in result) expect(parsePostcode(result.postcode.toLowerCase())).toEqual(result);
      }),
    );
  });

  test('of Northern Ireland begin with BT and a digit', () => {
    expect(isNorthernIreland('bt1 5gs')).toBe(true);
    expect(isNorthernIreland('B33 8TH')).toBe(false);
    expect(isNorthernIreland('BS8 1TH')).toBe(false);
  });
});
