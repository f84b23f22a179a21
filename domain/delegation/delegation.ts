import { day } from '../clock.js';
import type { DelegationKind } from './kinds.js';

/** Why one person may act for another: they agreed, they are the parent of a child, or a power of attorney says so. */
export type DelegationBasis = 'consent' | 'parent' | 'attorney';

/**
 * `asked`: the other person is to answer; `checking`: PDS is asked; `documents`: papers are to be sent; `in-review`: caseworkers look at them;
 * `live`; `paused`: its review is overdue; `ended`.
 */
export type DelegationStep = 'asked' | 'checking' | 'documents' | 'in-review' | 'live' | 'paused' | 'ended';

/** All but the last. */
export const openDelegationSteps = [
  'asked',
  'checking',
  'documents',
  'in-review',
  'live',
  'paused',
] as const satisfies DelegationStep[];

/** Who takes part: who acts, and for whom. */
export type DelegationSide = 'actor' | 'subject';

/** Why it is over. Of a safeguarding block nothing is said here: to both people it looks like `stopped`. */
export type DelegationEnd =
  | 'declined'
  | 'unanswered'
  | 'stopped'
  | 'period'
  | 'age'
  | 'not-confirmed'
  | 'not-proved'
  | 'refused';

/** What a delegation opens. */
export type DelegationScope = {
  /** Partners by client id: only those that are named, never "all". */
  partners: string[];
  kinds: DelegationKind[];
};

/** A delegation as its workflow projects it: ids, codes and times only. */
export type Delegation = DelegationScope & {
  id: string;
  basis: DelegationBasis;
  /** The account that acts. */
  actorId: string;
  /** For whom: an account, or a person in care (store/delegation/dependants.ts). Known once they agreed, or were found. */
  subjectId?: string;
  step: DelegationStep;
  /** For how many months it was asked, or agreed to. */
  months: number;
  /** Milliseconds since 1970. Absent until it is live for the first time. */
  endsAt?: number;
  /** Until then it has to be looked at again, or it is paused. */
  reviewAt?: number;
  /** The person's 16th birthday and 13th birthday, where it is a child's. */
  sixteenAt?: number;
  thirteenAt?: number;
  end?: DelegationEnd;
};

/** Where the workflow of a delegation stands. */
export type DelegationState = Delegation & {
  version: number;
  epoch: number;
  /** The value that the next form must carry. */
  nonce: string;
  /** When its step began; milliseconds since 1970. */
  since: number;
  updatedAt: number;
};

/** What the page of an answer, or of a change, hands in: who posted it, and how much they agree to. */
export type ApprovalForm = DelegationScope & { accountId: string; months: number };
export type ChangeForm = DelegationScope & { accountId: string };

/** What people are told of it. `waits`: nothing. */
export type DelegationWord = 'live' | 'changed' | 'confirmed' | 'paused' | 'ended' | 'waits';

/** How long the other person has to answer; how long papers may take to come; how long a paused one waits for its review. */
export const answerWithin = 14 * day;
export const documentsWithin = 28 * day;
export const pausedLasts = 28 * day;

/** Requests that one person may make in a day. */
export const requestsPerDay = 5;

/** From so long before the review it can be confirmed, and people are reminded. */
export const confirmBefore = 28 * day;

/** The periods that can be chosen, in months, and how often each is looked at again. */
export const delegationMonths = [1, 6, 12, 24, 36] as const;
export const reviewMonths = 12;
