import { day, hour, minute } from '../clock.js';

/**
 * Whom wrong guesses are counted for: an account (or an email that has none), the second proof of an account whose password is known, a
 * browser that signed in to the account before, a network address (of IPv6 its /64), and the network around it (/24, /48).
 */
export type GuessedAt = 'account' | 'second' | 'device' | 'address' | 'network';

type Rule = {
  /** So many wrong ones cost nothing. */
  free: number;
  /** The wait after the next; it doubles with each further one, up to the longest. */
  first: number;
  longest: number;
};

/** A shared address or network bears more: a campus mistypes more than a person does. */
const rules: Readonly<Record<GuessedAt, Rule>> = {
  account: { free: 5, first: 10_000, longest: 15 * minute },
  second: { free: 5, first: 30_000, longest: hour },
  device: { free: 10, first: 10_000, longest: 15 * minute },
  address: { free: 50, first: 10_000, longest: 15 * minute },
  network: { free: 300, first: 5_000, longest: 15 * minute },
};

/** After so long without a wrong guess they are forgotten. */
export const guessesKept = day;

/** How long nobody may guess again, in milliseconds after the last of so many wrong guesses. */
export function waitAfter(at: GuessedAt, wrong: number): number {
  const { free, first, longest } = rules[at];
  if (wrong < free) return 0;
  return Math.min(longest, first * 2 ** Math.min(20, wrong - free));
}

/** Whether it is this wrong guess after which one has to wait for the first time. */
export const waitsBegin = (at: GuessedAt, wrong: number): boolean => wrong === rules[at].free;
