import { uuid4 } from '@temporalio/workflow';
import type { CheckResult } from '../../domain/check-results.js';
import { decide } from '../../domain/decide.js';
import { higher, type Level } from '../../domain/levels.js';
import type { Reason } from '../../domain/reasons.js';
import { store } from './activities.js';
import type { CaseProgress } from './case-progress.js';
import type { Decision } from './messages.js';

/** Pass, ask again, or let a person decide, once the face was checked. */
export async function decideCase(on: CaseProgress, face: CheckResult): Promise<void> {
  const { matched: pdsMatched, referrals } = on.findings;
  const verdict = decide({ pdsMatched, referrals, face });
  if (verdict.outcome === 'retake') return on.show('face', { reasons: verdict.reasons });
  if (verdict.outcome === 'refer') return openReview(on, verdict.reasons);
  const raised = await raise(on, 'P9', 'machine');
  if (raised === 'raised') return on.finish('verified', []);
  await on.finish('declined', [refusalOf(raised)]);
}

/** Puts the case into the checkers' queue. */
export async function openReview(on: CaseProgress, reasons: Reason[]): Promise<void> {
  const reviewId = uuid4();
  // Known before the queue shows it: a decision made at once waits for the loop, and is not taken for stale.
  on.state.reviewId = reviewId;
  await store.openReview({ ...on.ids, reviewId, reasons, now: Date.now() });
  await on.show('in-review', { reasons });
  await on.tell('in-review', reviewId);
}

/** The checker's decision on the review that waits now. */
export async function takeDecision(on: CaseProgress, decision: Decision): Promise<void> {
  if (decision.outcome === 'decline') return on.finish('declined', decision.reasons);
  const raised = await raise(on, 'P9', 'review');
  if (raised === 'raised') return on.finish('verified', ['review_passed']);
  await on.finish('declined', [refusalOf(raised)]);
}

/** Raises the account's level, in the epoch in which it was proved. */
export async function raise(
  on: CaseProgress,
  level: Level,
  how: 'pds-trace' | 'machine' | 'review',
): Promise<'raised' | 'duplicate' | 'refused'> {
  const { accountEpoch } = on.input;
  const raised = await store.raiseLevel({ ...on.ids, level, how, accountEpoch, now: Date.now() });
  if (raised === 'raised') on.state.reached = higher(on.state.reached, level);
  return raised;
}

function refusalOf(raised: 'duplicate' | 'refused'): Reason {
  return raised === 'duplicate' ? 'details_duplicate' : 'account_changed';
}
