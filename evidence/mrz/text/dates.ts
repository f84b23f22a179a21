const DATE = /^\d{4}-\d{2}-\d{2}$/;

function isReal(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function withCentury(yymmdd: string, isPossible: (date: string) => boolean): string | undefined {
  if (!/^\d{6}$/.test(yymmdd)) return undefined;
  const rest = `${yymmdd.slice(0, 2)}-${yymmdd.slice(2, 4)}-${yymmdd.slice(4, 6)}`;
  return [`20${rest}`, `19${rest}`].find((date) => isReal(date) && isPossible(date));
}

/**
 * A birth date as YYYY-MM-DD, or undefined where a part is unknown or there is no such day. The MRZ leaves the century
 * out: it is the latest one that is not after `today` (YYYY-MM-DD). Source: ICAO 9303 part 3, section 4.8.
 */
export function readBirthDate(yymmdd: string, today: string): string | undefined {
  if (!DATE.test(today)) throw new RangeError('today must be a date as YYYY-MM-DD');
  return withCentury(yymmdd, (date) => date <= today);
}

/** An expiry date as YYYY-MM-DD, or undefined. No document is valid for 50 years, so a later one is of the last century. */
export function readExpiryDate(yymmdd: string, today: string): string | undefined {
  if (!DATE.test(today)) throw new RangeError('today must be a date as YYYY-MM-DD');
  const limit = `${Number(today.slice(0, 4)) + 50}${today.slice(4)}`;
  return withCentury(yymmdd, (date) => date < limit);
}

/** YYYY-MM-DD as the MRZ writes it; an unknown date is filler. */
export function writeDate(date: string | undefined): string {
  return date ? date.slice(2).replaceAll('-', '') : '<<<<<<';
}
