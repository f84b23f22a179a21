import { isNhsNumber } from '../person/nhs-number.js';

/** FNV-1a over UTF-16 code units: 32 bits that spread, no secret. */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash;
}

const pick = (seed: string, count: number): number => spread(seed) % count;

/** Who a test person is: always the same for the same local part of an address. */
export type TestIdentity = {
  givenNames: string;
  familyName: string;
  /** YYYY-MM-DD. */
  birthDate: string;
  postcode: string;
  /** Of the numbers that Ofcom keeps for drama, so nobody has it: E.164. */
  mobile: string;
  /** Of the range 999, from which no number is ever given to anybody. */
  nhsNumber: string;
  documentNumber: string;
};

const firstNames = ['Alex', 'Charlie', 'Frankie', 'Jamie', 'Morgan', 'Robin', 'Sam', 'Taylor'];

/**
 * @param name of the test person, such as `details-no-match`: names and dates are its own
 * @param local part of the address: numbers are its own too, so that any number of people may be the same test person
 */
export function testIdentity(name: string, local: string): TestIdentity {
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  const year = 1950 + pick(`${name} year`, 50);
  return {
    givenNames: firstNames[pick(`${name} given`, firstNames.length)] ?? 'Alex',
    familyName: name
      .split('-')
      .filter((word) => !/\d/.test(word))
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join('-'),
    birthDate: `${year}-${twoDigits(1 + pick(`${name} month`, 12))}-${twoDigits(1 + pick(`${name} day`, 28))}`,
    postcode: 'LS1 4AP',
    mobile: `+4477009008${twoDigits(pick(local, 100))}`,
    nhsNumber: testNhsNumber(local, 0),
    documentNumber: String(500_000_000 + pick(`${local} document`, 400_000_000)),
  };
}

/** The NHS number of an address, or the next one where somebody else has that: `turn` counts from 0. */
export function testNhsNumber(local: string, turn: number): string {
  for (let salt = 0; ; salt++) {
    const stem = `999${String(pick(`${local} ${turn} ${salt}`, 1_000_000)).padStart(6, '0')}`;
    // One stem in eleven has no check digit.
    const found = [...'0123456789'].map((digit) => stem + digit).find(isNhsNumber);
    if (found) return found;
  }
}

/** Whether a mobile number is one of the test people's. @param mobile E.164 */
export const isTestMobile = (mobile: string): boolean => /^\+4477009008\d\d$/.test(mobile);
