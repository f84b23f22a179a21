import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isDate, parseBirthDate } from './dates.js';

const TODAY = '2026-07-15';
const parse = (day: string, month: string, year: string) => parseBirthDate({ day, month, year }, TODAY);

describe('dates of birth', () => {
  test.each([
    ['1', '2', '1990', '1990-02-01'],
    [' 01 ', '02', '1990', '1990-02-01'],
    ['29', 'feb', '2000', '2000-02-29'],
    ['31', 'August', '1975', '1975-08-31'],
    ['31', 'Awst', '1975', '1975-08-31'],
    ['3', 'MEH', '1975', '1975-06-03'],
    ['15', '7', '2026', '2026-07-15'],
    ['１', '１', '１９９０', '1990-01-01'],
  ])('%s %s %s is %s', (day, month, year, date) => {
    expect(parse(day, month, year)).toEqual({ date });
  });

  test.each([
    ['', '', '', 'date_empty', ['day', 'month', 'year']],
    ['', ' ', '1990', 'date_part_missing', ['day', 'month']],
    ['1', '1', '', 'date_part_missing', ['year']],
    ['x', 'Smarch', '1990', 'date_format', ['day', 'month']],
    ['1.5', '1', '1990', 'date_format', ['day']],
    ['-1', '1', '1990', 'date_format', ['day']],
    ['0', '1', '1990', 'date_day', ['day']],
    ['32', '1', '1990', 'date_day', ['day']],
    ['1', '13', '1990', 'date_swapped', ['month']],
    ['13', '13', '1990', 'date_month', ['month']],
    ['1', '0', '1990', 'date_month', ['month']],
    ['1', '1', '90', 'date_year_short', ['year']],
    ['1', '1', '19900', 'date_year', ['year']],
    ['1', '1', '0000', 'date_year', ['year']],
    ['30', '2', '2000', 'date_not_real', ['day', 'month', 'year']],
    ['29', '2', '1900', 'date_not_real', ['day', 'month', 'year']],
    ['16', '7', '2026', 'date_future', ['day', 'month', 'year']],
    ['1', '1', '1895', 'date_too_long_ago', ['year']],
  ])('%p %p %p is refused: %s', (day, month, year, error, parts) => {
    expect(parse(day, month, year)).toEqual({ error, parts });
  });

  test('are read back as they were written, for each day of the calendar', () => {
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date(`${TODAY}T00:00:00Z`), noInvalidDate: true });
    fc.assert(
      fc.property(days, (moment) => {
        const date = moment.toISOString().slice(0, 10);
        const [year = '', month = '', day = ''] = date.split('-');
        expect(parse(day, month, year)).toEqual({ date });
        expect(isDate(date)).toBe(true);
      }),
    );
  });

  test('never throw and never give what is no date', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (day, month, year) => {
        const result = parse(day, month, year);
        if ('date' in result) expect(isDate(result.date)).toBe(true);
        else expect(result.parts.length).toBeGreaterThan(0);
      }),
    );
  });
});
