import { day, hour } from '../clock.js';
import { type Level, reaches } from '../levels/levels.js';

/** How long people have to prove that a lost account is theirs. */
export const provingLasts = 7 * day;

/** Between the proof and the way back in: time for whoever owns the account to say that it was not them. */
export const coolingLasts = day;

/** How long the way back in stays open then. */
export const readyLasts = 7 * day;

/** Once used, the same browser comes in again for this long: setting up new ways may take a second sign-in. */
export const usedLasts = hour;

/** A member of staff's request waits so long for a colleague. */
export const askedLasts = 7 * day;

/** How somebody who cannot prove it themselves showed a member of staff who they are. */
export const helpProofs = ['documents-in-person', 'documents-by-video', 'known-to-surgery'] as const;

export type HelpProof = (typeof helpProofs)[number];

/** Recoveries of an account that may be begun in a day. */
export const recoveriesPerDay = 3;

/**
 * `asked`: a member of staff asks, another has to agree; `proving`: the person proves who they are; `cooling`: all contacts are told, nothing
 * happens yet; `ready`: the browser that has it comes in; `used`: it did, and all other ways are gone; `stopped` by whoever owns the account;
 * `refused`: they are somebody else; `ended`: nobody went on with it.
 */
export type RecoveryStep = 'asked' | 'proving' | 'cooling' | 'ready' | 'used' | 'stopped' | 'refused' | 'ended';

/** Steps in which a recovery can still be stopped. */
export const liveRecoverySteps: readonly RecoveryStep[] = ['proving', 'cooling', 'ready'];

/**
 * By what a person proves that the account is theirs: a new `face` scan beside the template that they agreed to have kept; a `verification`
 * anew, up to the level they had; `contact` alone where nothing about them was ever verified; or `staff`, before two of them.
 */
export type RecoveryProof = 'face' | 'verification' | 'contact' | 'staff';

/** What an account's own person is asked for. */
export function proofFor(level: Level, hasTemplate: boolean): Exclude<RecoveryProof, 'staff'> {
  if (!reaches(level, 'P5')) return 'contact';
  return reaches(level, 'P9') && hasTemplate ? 'face' : 'verification';
}
