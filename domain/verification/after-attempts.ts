import type { CaseState } from './case-state.js';
import { capturesPerCase } from './check-results.js';

/**
 * How to go on when the attempts at a capture are used up: `another`: with another document; `review`: a person looks at what there is;
 * `other`: by none of these, which the page on other ways explains.
 */
export const waysAfterAttempts = ['another', 'review', 'other'] as const;

export type WayAfterAttempts = (typeof waysAfterAttempts)[number];

/** The ways offered at `document-attempts` and `face-attempts`, never none. Another document waits where the daily limit is reached. */
export function waysOffered(
  { attempts, anotherFrom = 0 }: Pick<CaseState, 'attempts' | 'anotherFrom'>,
  now: number,
): readonly WayAfterAttempts[] {
  const another = now >= anotherFrom && attempts.document < capturesPerCase && attempts.face < capturesPerCase;
  return waysAfterAttempts.filter((way) => another || way !== 'another');
}
