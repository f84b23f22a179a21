import { compareLicenceNumber } from './licence-number.js';
import type { Licence } from './parse-licence.js';

/** A licence as two or three readings at different scales have it. */
export interface SettledLicence extends Licence {
  /**
   * True where every field was read alike twice, the number follows from surname, date of birth and initials, and the dates are possible.
   * Only such a licence may be used without a person looking.
   */
  confident: boolean;
}

/** A photocard is renewed after ten years at the latest (Road Traffic Act 1988, section 99(2A)), on a day or two's difference. */
const MAX_YEARS = 10;
const NUMBER_PARTS = 13;

const votesFor = <T>(values: readonly T[], value: T): number => values.filter((other) => other === value).length;

/** What most readings say; of as many, what the first says. Nothing read counts for nothing. */
function majority<T>(values: readonly T[]): T | undefined {
  const read = values.filter((value) => value !== undefined && value !== '');
  return [...read].sort((a, b) => votesFor(read, b) - votesFor(read, a))[0];
}

function yearsLater(date: string, years: number): string {
  return `${Number(date.slice(0, 4)) + years}${date.slice(4)}`;
}

/** Field by field what most readings say, and whether that is sure. @param today YYYY-MM-DD */
export function settleLicence(readings: readonly Licence[], today: string): SettledLicence | undefined {
  const [first] = readings;
  if (!first) return undefined;
  const settled = <K extends keyof Licence>(field: K) => majority(readings.map((reading) => reading[field]));
  const start = majority(readings.map(({ number }) => number?.slice(0, NUMBER_PARTS)));
  const licence: Licence = {
    surname: settled('surname') ?? '',
    givenNames: settled('givenNames') ?? '',
    birthDate: settled('birthDate'),
    validFrom: settled('validFrom'),
    expiryDate: settled('expiryDate'),
    number: majority(readings.map(({ number }) => number).filter((number) => number?.startsWith(start ?? ''))),
    entitlement: readings.some(({ entitlement }) => entitlement === 'provisional') ? 'provisional' : 'full',
  };
  const twice = (['surname', 'givenNames', 'birthDate', 'expiryDate', 'number'] as const).every(
    (field) =>
      votesFor(
        readings.map((reading) => reading[field]),
        licence[field],
      ) >= 2,
  );
  return { ...licence, confident: twice && agrees(licence) && areInOrder(licence, today) };
}

function agrees({ number, birthDate, surname, givenNames }: Licence): boolean {
  if (!number || !birthDate || !surname || !givenNames) return false;
  return Object.values(compareLicenceNumber(number, { surname, givenNames, birthDate })).every(Boolean);
}

function areInOrder({ birthDate, validFrom, expiryDate }: Licence, today: string): boolean {
  if (!birthDate || !expiryDate || birthDate >= expiryDate || expiryDate > yearsLater(today, MAX_YEARS + 1))
    return false;
  if (validFrom === undefined) return true;
  return (
    birthDate < validFrom &&
    validFrom <= today &&
    validFrom < expiryDate &&
    expiryDate <= `${yearsLater(validFrom, MAX_YEARS).slice(0, 8)}31`
  );
}
