import type { Reason } from '../journey/reasons.js';
import type { Step } from '../journey/steps.js';
import type { Dimensions } from './dimensions.js';

/**
 * What can happen to a journey. Each is counted once for a journey (and step), but `again`, `reason` and `page`, which are counted as often as they happen.
 *
 * - `landed`: a partner's request came. `started`: the person sent a first form.
 * - `entered`: came to a step for the first time; `again`: came back to it, to try once more.
 * - `left`: got beyond a step, with the time since they had first come to it. Who gives up, or ends without success, never leaves.
 * - `reason`: a check did not pass, or the case was referred or declined, for that reason, at that step.
 * - `resumed`: somebody came back after half an hour or more. `returned`: went back to the partner, whatever for.
 * - `succeeded`: the partner got what it had asked for.
 * - `registered`, `reached` (a level), `closed` (erased; of Surety itself, not of a partner): of accounts.
 * - `referred`: to a caseworker. `by-machine`, `by-person`: who decided in the end.
 * - `user`: an account signed in for the first time in its month (UTC); `partner-user`: the same for each partner by itself.
 * - `page`: a page as somebody had it, with the milliseconds until its content was seen.
 */
export const eventKinds = [
  'landed',
  'started',
  'entered',
  'again',
  'left',
  'reason',
  'resumed',
  'returned',
  'succeeded',
  'registered',
  'reached',
  'closed',
  'referred',
  'by-machine',
  'by-person',
  'user',
  'partner-user',
  'page',
] as const;

export type EventKind = (typeof eventKinds)[number];

/** Something that happened to a journey. Its id says what it is, so that recording it again changes nothing. */
export type JourneyEvent = Dimensions & {
  id: string;
  /** Joins what happened to one journey: a keyed hash, or random. It leads to no account, case or journey; a journey leads to it. */
  subject: string;
  at: Date;
  kind: EventKind;
  step?: Step;
  reason?: Reason;
  documentKind?: string;
  /** Milliseconds, of `left` and `page`. */
  ms?: number;
};
