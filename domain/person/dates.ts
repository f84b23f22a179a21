/** The three fields of a date, as typed. */
export interface DateFields {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

export type DatePart = keyof DateFields;

export type DateError =
  | 'date_empty'
  | 'date_part_missing'
  | 'date_format'
  | 'date_day'
  | 'date_month'
  | 'date_swapped'
  | 'date_year'
  | 'date_year_short'
  | 'date_not_real'
  | 'date_future'
  | 'date_too_long_ago';

/** Nobody alive was born before; the oldest age on record is 122 years. */
const OLDEST_YEARS = 130;

const MONTHS: readonly (readonly string[])[] = [
  ['january', 'ionawr'],
  ['february', 'chwefror'],
  ['march', 'mawrth'],
  ['april', 'ebrill'],
  ['may', 'mai'],
  ['june', 'mehefin'],
  ['july', 'gorffennaf'],
  ['august', 'awst'],
  ['september', 'medi'],
  ['october', 'hydref'],
  ['november', 'tachwedd'],
  ['december', 'rhagfyr'],
];

/**
 * Reads a date of birth typed in three fields. The month may be a number or its name, in English or Welsh, or the first
 * three letters of it.
 *
 * @param today YYYY-MM-DD: a date of birth is not after it.
 * @returns YYYY-MM-DD, or the first thing that is wrong and the fields to mark.
 */
export function parseBirthDate(
  fields: DateFields,
  today: string,
): { date: string } | { error: DateError; parts: DatePart[] } {
  const all: DatePart[] = ['day', 'month', 'year'];
  const day = fields.day.normalize('NFKC').trim();
  const month = monthNumber(fields.month.normalize('NFKC').trim());
  const year = fields.year.normalize('NFKC').trim();
  const missing = all.filter((part) => fields[part].trim() === '');
  if (missing.length === 3) return { error: 'date_empty', parts: all };
  if (missing.length > 0) return { error: 'date_part_missing', parts: missing };
  const unreadable = all.filter((part) => !/^\d+$/.test({ day, month, year }[part]));
  if (unreadable.length > 0) return { error: 'date_format', parts: unreadable };
  if (Number(day) < 1 || Number(day) > 31) return { error: 'date_day', parts: ['day'] };
  if (Number(month) > 12 && Number(month) <= 31 && Number(day) <= 12)
    return { error: 'date_swapped', parts: ['month'] };
  if (Number(month) < 1 || Number(month) > 12) return { error: 'date_month', parts: ['month'] };
  if (year.length < 4) return { error: 'date_year_short', parts: ['year'] };
  if (year.length > 4 || year === '0000') return { error: 'date_year', parts: ['year'] };
  const date = `${year}-${String(Number(month)).padStart(2, '0')}-${String(Number(day)).padStart(2, '0')}`;
  if (!isDate(date)) return { error: 'date_not_real', parts: all };
  if (date > today) return { error: 'date_future', parts: all };
  if (Number(year) < Number(today.slice(0, 4)) - OLDEST_YEARS) return { error: 'date_too_long_ago', parts: ['year'] };
  return { date };
}

/** Whether a text is a day of the calendar, as YYYY-MM-DD. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The number of a month given by name; other texts unchanged. */
function monthNumber(typed: string): string {
  const name = typed.toLowerCase();
  const index = MONTHS.findIndex((names) => names.some((known) => known === name || known.slice(0, 3) === name));
  return index < 0 ? typed : String(index + 1);
}
