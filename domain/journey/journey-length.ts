import type { Level } from '../levels/levels.js';

/** A part of the way to a level, and its pages in order with the seconds that each takes somebody who has all at hand. */
export type Part = 'account' | 'details' | 'evidence';

const pages: Readonly<Record<Part, Readonly<Record<string, number>>>> = {
  account: { email: 20, 'email-code': 40, 'create-account': 70, 'mobile-code': 30 },
  details: { details: 40, postcode: 20, check: 15 },
  evidence: { document: 20, 'document-photo': 60, 'face-consent': 40, 'face-scan': 60 },
};

/** Pages that stand in another's place, for those who go another way. */
const insteadOf: Readonly<Record<string, string>> = {
  mobile: 'mobile-code',
  'second-way': 'mobile-code',
  landline: 'mobile-code',
  'landline-code': 'mobile-code',
  address: 'mobile-code',
  'letter-code': 'mobile-code',
  'new-app': 'mobile-code',
  'new-passkey': 'mobile-code',
  face: 'face-consent',
};

const partsTo: Readonly<Record<Level, readonly Part[]>> = {
  P0: ['account'],
  P5: ['account', 'details'],
  P9: ['account', 'details', 'evidence'],
};

/** Where a page stands in its part of the way, and how many minutes the rest takes; undefined for pages that are beside the way. */
export type Progress = { part: Part; at: number; of: number; minutes: number };

export function progressOf(page: string, wanted: Level): Progress | undefined {
  const name = insteadOf[page] ?? page;
  const parts = partsTo[wanted];
  const part = parts.find((one) => name in pages[one]);
  if (!part) return undefined;
  const names = Object.keys(pages[part]);
  const left = parts.slice(parts.indexOf(part)).flatMap((one) => Object.entries(pages[one]));
  return { part, at: names.indexOf(name) + 1, of: names.length, minutes: minutes(left.slice(names.indexOf(name))) };
}

/** How many minutes the whole way to a level takes somebody new. */
export const minutesTo = (wanted: Level): number =>
  minutes(partsTo[wanted].flatMap((part) => Object.entries(pages[part])));

/** The pages on which somebody new does something on the way to a level. */
export const pagesTo = (wanted: Level): string[] => partsTo[wanted].flatMap((part) => Object.keys(pages[part]));

const minutes = (some: [string, number][]): number =>
  Math.max(1, Math.ceil(some.reduce((sum, [, seconds]) => sum + seconds, 0) / 60));
