import { describe, expect, it } from '@jest/globals';
import type { PrintedLine } from '../print-reader.js';
import { findDates } from './find-dates.js';
import { findLicenceNumber } from './find-number.js';
import { compareLicenceNumber, licenceNumberStart } from './licence-number.js';
import { parseLicence } from './parse-licence.js';
import { settleLicence } from './settle-licence.js';

const today = '2026-11-22';
const sarah = { surname: 'Morgan', givenNames: 'Sarah Meredyth', birthDate: '1976-03-11' };

/** Lines as the print reader gives them: labels at 430, values from 480. */
const printed = (...texts: string[]): PrintedLine[] =>
  texts.map((text, row) => {
    const labelled = /^\d[ab]?\. /.test(text) ? 1 : 0;
    const words = text.split(' ').map((word, at) => {
      const left = at < labelled ? 430 : 480 + 60 * (at - labelled);
      return { text: word, confidence: 0.9, box: { left, top: row * 60, right: 0, bottom: row * 60 + 30 } };
    });
    return { text, words };
  });

const card = (
  changes: Partial<Record<'surname' | 'given' | 'born' | 'from' | 'until' | 'number' | 'title', string>> = {},
) =>
  printed(
    changes.title ?? 'DRIVING LICENCE',
    `1. ${changes.surname ?? 'MORGAN'}`,
    `2. ${changes.given ?? 'MRS SARAH'}`,
    'MEREDYTH',
    `3. ${changes.born ?? '11.03.1976'} UNITED KINGDOM`,
    `4a. ${changes.from ?? '19.01.2023'} 4c. DVLA`,
    `4b. ${changes.until ?? '18.01.2033'}`,
    `5. ${changes.number ?? 'MORGA753116SM9IJ 35'}`,
    '8. 122 BURNS CRESCENT, EDINBURGH, EH1 9GP',
  );

const settled = (...cards: PrintedLine[][]) =>
  settleLicence(
    cards.map((lines) => parseLicence(lines, today)),
    today,
  );

describe('The number of a licence', () => {
  it('follows from the holder as DVLA publishes it', () => {
    expect(licenceNumberStart(sarah, 'F')).toBe('MORGA753116SM');
    expect(licenceNumberStart({ surname: 'MacDonald', givenNames: 'Bob', birthDate: '1979-12-02' }, 'M')).toBe(
      'MCDON712029B9',
    );
    expect(licenceNumberStart({ surname: "O'Brien", givenNames: 'Áine', birthDate: '2001-10-30' }, 'F')).toBe(
      'OBRIE060301A9',
    );
    expect(licenceNumberStart({ surname: 'Li', givenNames: 'Wei', birthDate: '2001-07-22' }, 'X')).toBe(
      'LI999007221W9',
    );
  });

  it('is told from another holder by each of its parts', () => {
    const number = 'MORGA753116SM9IJ';
    expect(compareLicenceNumber(number, sarah)).toEqual({ surname: true, birthDate: true, initials: true });
    expect(compareLicenceNumber(number, { ...sarah, surname: 'Morton' }).surname).toBe(false);
    expect(compareLicenceNumber(number, { ...sarah, birthDate: '1976-03-12' }).birthDate).toBe(false);
    expect(compareLicenceNumber(number, { ...sarah, givenNames: 'Sarah' }).initials).toBe(false);
  });

  it.each([
    ['5. MORGA753116SM9IJ 35', 'MORGA753116SM9IJ'],
    ['s. M0RGA7S31I6SM91J 35', 'MORGA753116SM9IJ'],
    ['3. 11.03.1976 UNITED KINGDOM', undefined],
    ['8. 122 BURNS CRESCENT, EDINBURGH, EH1 9GP', undefined],
    ['P<GBRTHORNTON<<AMELIA<ROSE<<<<<<<<<<<<<<<<<<', undefined],
    ['MORGA793116SM9IJ', undefined],
    ['MOR9A753116SM9IJ', undefined],
    ['', undefined],
  ])('is found in %s', (text, number) => {
    expect(findLicenceNumber(text)).toBe(number);
  });
});

describe('Days printed on a licence', () => {
  it.each([
    ['4a. 19.01.2023 4c. DVLA', ['2023-01-19']],
    ['19-01-13 18-01-23', ['2013-01-19', '2023-01-18']],
    ['3. 11-03-76', ['1976-03-11']],
    ['I1.O3.1976', ['1976-03-11']],
    ['31.02.2023', []],
    ['1234.56.7890', []],
    ['LS1 4AP', []],
  ])('are read from %s', (text, dates) => {
    expect(findDates(text, '2037-11-22').map(({ date }) => date)).toEqual(dates);
  });
});

describe('A licence read twice', () => {
  it('is sure where all fields were read alike and the number follows from them', () => {
    expect(settled(card(), card())).toEqual({
      surname: 'MORGAN',
      givenNames: 'SARAH MEREDYTH',
      birthDate: '1976-03-11',
      validFrom: '2023-01-19',
      expiryDate: '2033-01-18',
      number: 'MORGA753116SM9IJ',
      entitlement: 'full',
      confident: true,
    });
  });

  it('is not sure after one reading, nor where two disagree; a third may settle it', () => {
    expect(settled(card())?.confident).toBe(false);
    const other = card({ until: '16.01.2033' });
    expect(settled(card(), other)?.confident).toBe(false);
    expect(settled(card(), other, card())).toMatchObject({ confident: true, expiryDate: '2033-01-18' });
  });

  it.each([
    ['another surname', { surname: 'MORTON' }],
    ['another birth date', { born: '12.03.1976' }],
    ['other initials', { given: 'MRS CLARA' }],
    ['a validity of more than ten years', { from: '19.01.2016', until: '18.01.2033' }],
    ['an end before its beginning', { from: '19.01.2023', until: '18.01.2013' }],
    ['a beginning that is yet to come', { from: '19.01.2028' }],
    ['no number', { number: 'worn off' }],
    ['no last day', { until: 'worn off' }],
    ['no birth date', { born: 'worn off' }],
  ])('is not sure with %s', (_, changes) => {
    expect(settled(card(changes), card(changes))?.confident).toBe(false);
  });

  it('tells a provisional one, drops titles, also glued ones, and stands a first day that cannot be read', () => {
    const changes = { title: 'PROVISIONAL DRIVING LICENCE', given: 'MRSSARAH', from: 'worn off' };
    expect(settled(card(changes), card(changes))).toMatchObject({
      entitlement: 'provisional',
      givenNames: 'SARAH MEREDYTH',
      validFrom: undefined,
      expiryDate: '2033-01-18',
      confident: true,
    });
  });

  it('makes nothing of nothing', () => {
    expect(settled([], [])?.confident).toBe(false);
    expect(settled()).toBeUndefined();
  });
});
