import type { Reason } from '../journey/reasons.js';
import type { Signal } from './signals.js';

/** What a PDS trace came to. `limit`: too many attempts by this account today. */
export type TraceOutcome =
  | 'match'
  | 'none'
  | 'many'
  | 'restricted'
  | 'deceased'
  | 'invalidated'
  | 'differ'
  | 'limit'
  | 'unavailable'
  | 'duplicate'
  | 'too-young'
  | 'refused';

/** One of the details that were compared. */
export type DetailsField = 'nhs-number' | 'name' | 'birth-date' | 'postcode';

/** What a trace came to, and the detail to look at first, where one alone stands between the person and a record. */
export type TraceResult = { outcome: TraceOutcome; look?: DetailsField };

/**
 * One side of a card that is still to be photographed. What was good is kept: the next form names `kept` (ids of evidence pieces, in the
 * order they were sent) before the new piece.
 */
export type OtherSide = { side: 'front' | 'back'; kept: string[] };

/**
 * What a check of evidence came to: good, to be taken again with advice, or a matter for a person; and the signs of fraud it saw. A
 * document's retake with `otherSide` asks for that side alone, whether it was never sent (`document_other_side_needed`: no failed
 * attempt) or did not do; without it the document is photographed anew.
 */
export type CheckResult = {
  verdict: 'good' | 'retake' | 'refer';
  reasons: Reason[];
  signals?: Signal[];
  otherSide?: OtherSide;
  /** What kind of document it was, where one was looked at and recognised. */
  document?: string;
};

/** Whether all that is wrong is that the other side of a card was not sent: no failed attempt. */
export const asksForOtherSide = (result: CheckResult): result is CheckResult & { otherSide: OtherSide } =>
  result.otherSide !== undefined && result.reasons.every((reason) => reason === 'document_other_side_needed');

/** Failed attempts at one capture until the person chooses how to go on: a person looks at what there is, or another document. */
export const attemptsPerCapture = 3;

/** Captures of one kind that a case takes in all, however often another document is begun. */
export const capturesPerCase = 12;

/** PDS traces an account may begin in 24 hours. */
export const tracesPerDay = 3;

/** Failed captures of one kind that an account may have in 24 hours, over all its cases, before a person looks. */
export const capturesPerDay = 6;
