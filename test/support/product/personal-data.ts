import type { Person } from '../people/person.js';

/** Something personal, and how it may be written. The name tells a reader what leaked without leaking it again. */
export type Trace = { what: string; pattern: RegExp };

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
/** Between the parts of a text: as typed, in an address, in an MRZ, or nothing. */
const gap = '(?:[\\s\\-.\\/<+_]|%20)*';
const spaced = (parts: Iterable<string>) => [...parts].map(escaped).join(gap);
const alone = (pattern: string, flags = 'i') =>
  new RegExp(`(?<![\\p{L}\\d])(?:${pattern})(?![\\p{L}\\d])`, `${flags}u`);
const plain = (text: string) => text.normalize('NFD').replace(/[\p{M}'’]/gu, '');
/** As JSON writes it where it keeps to ASCII. */
const asJson = (text: string) =>
  text.replace(/[^\0-~]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);

function spellingsOf(name: string): string {
  return [...new Set([name, plain(name), asJson(name), encodeURIComponent(name)])]
    .map((one) => spaced(one.split(/[\s-]/)))
    .join('|');
}

/** What the outside world knows of a person besides what they typed. */
type Known = { nhsNumbers: readonly string[]; codes: readonly string[]; [what: string]: readonly string[] };

/** Every way in which a person's data could stand in a log, a metric or a history. */
export function tracesOf(person: Person, { nhsNumbers, codes, ...others }: Known): Trace[] {
  const { givenNames, familyName, email, mobile, password, postcode, birthDate } = person;
  const [year = '', month = '', day = ''] = birthDate.split('-');
  return [
    { what: 'family name', pattern: alone(spellingsOf(familyName)) },
    ...givenNames.split(' ').map((name) => ({ what: 'given name', pattern: alone(spellingsOf(name)) })),
    { what: 'email address', pattern: new RegExp(escaped(email.split('@')[0] as string), 'i') },
    { what: 'mobile number', pattern: new RegExp(spaced(mobile.replace(/^\+44/, ''))) },
    { what: 'password', pattern: new RegExp(spaced(password.split(' ')), 'i') },
    { what: 'postcode', pattern: alone(spaced(postcode.replace(/\s/g, ''))) },
    {
      what: 'birth date',
      pattern: new RegExp(`${year}\\D?${month}\\D?${day}(?!\\d)|(?<!\\d)${day}\\D?${month}\\D?${year}`),
    },
    ...nhsNumbers.map((number) => ({ what: 'NHS number', pattern: new RegExp(spaced(number)) })),
    ...codes.map((code) => ({
      what: 'one-time code',
      pattern: new RegExp(`(?<![\\p{L}\\d.])${code}(?![\\p{L}\\d])`, 'u'),
    })),
    ...Object.entries(others).flatMap(([what, texts]) =>
      texts.map((text) => ({ what, pattern: new RegExp(spaced(text.split(' ')), 'i') })),
    ),
  ];
}

/** Any JPEG, as bytes read as Latin-1 or as base64. */
export const pictures: Trace = { what: 'picture', pattern: /\/9j\/[24]|\xff\xd8\xff[\xdb\xe0\xe1]\0/ };
