import { uuid4 } from '@temporalio/workflow';
import type { Attestation } from '../../domain/gpg45/attestation.js';
import type { Reason } from '../../domain/journey/reasons.js';
import { higher, type Level, reaches } from '../../domain/levels/levels.js';
import type { CheckResult } from '../../domain/verification/check-results.js';
import { checkersFor, decide } from '../../domain/verification/decide.js';
import { store } from './activities.js';
import { askForMore, reviewAgain } from './asking-again.js';
import type { CaseProgress } from './case-progress.js';
import type { Decision } from './messages.js';

/** Pass (or give it to a person all the same, as the share set for machines has it), or let one person or two decide, once the face was checked. */
export async function decideCase(on: CaseProgress, face: CheckResult): Promise<void> {
  if (on.findings.asked) return reviewAgain(on, face.reasons);
  const proved = await weigh(on);
  const { referrals, signals } = on.findings;
  const verdict = decide({ proved, referrals, signals, face });
  if (verdict.outcome === 'refer') return queueReview(on, verdict.reasons, verdict.checkers);
  const drawn = await store.drawForPerson({ ...on.ids, now: Date.now() });
  if (drawn.by === 'person') return queueReview(on, ['sampled_for_review'], 1);
  await finishAtP9(on, 'machine');
}

/** Puts the case into the checkers' queue as it is. */
export async function openReview(on: CaseProgress, reasons: Reason[]): Promise<void> {
  await weigh(on);
  await queueReview(on, reasons, checkersFor(on.findings.signals));
}

async function queueReview(on: CaseProgress, reasons: Reason[], checkers: 1 | 2): Promise<void> {
  const reviewId = uuid4();
  const { signals } = on.findings;
  // Known before the queue shows it: a decision made at once waits for the loop, and is not taken for stale.
  on.state.reviewId = reviewId;
  await store.openReview({ ...on.ids, reviewId, reasons, signals, checkers, now: Date.now() });
  const { reviewsTake } = on.input.sandbox ?? {};
  if (reviewsTake) on.findings.reviewAnswered = Date.now() + reviewsTake;
  await on.show('in-review', { reasons });
  await on.tell('in-review', reviewId);
}

/** The checker's (or both checkers') decision on the review that waits now. */
export async function takeDecision(on: CaseProgress, decision: Decision): Promise<void> {
  if (decision.outcome === 'ask') return askForMore(on, decision);
  if (decision.outcome === 'decline') return on.finish('declined', decision.reasons);
  const proved = await weigh(on, decision.attested);
  // The desk asks for what is missing before a case can be passed: this is one that did not.
  if (!reaches(proved, 'P9')) return openReview(on, ['evidence_not_enough']);
  await finishAtP9(on, 'review');
}

/** The level that the checks prove by now, a checker's attestation included: kept with its explanation. */
function weigh(on: CaseProgress, attested?: Attestation): Promise<Level> {
  const { matched, signals } = on.findings;
  const known = { ...on.ids, matched, signals, sequence: on.state.version, now: Date.now() };
  return store.weighCase(attested ? { ...known, attested } : known);
}

async function finishAtP9(on: CaseProgress, how: 'machine' | 'review'): Promise<void> {
  const raised = await raise(on, 'P9', how);
  if (raised === 'raised') return on.finish('verified', how === 'review' ? ['review_passed'] : []);
  await on.finish('declined', [raised === 'duplicate' ? 'details_duplicate' : 'account_changed']);
}

/** Raises the account's level, in the epoch in which it was proved. */
export async function raise(
  on: CaseProgress,
  level: Level,
  how: 'pds-trace' | 'machine' | 'review',
): Promise<'raised' | 'duplicate' | 'refused'> {
  const { accountEpoch, recovery } = on.input;
  if (recovery) return store.proveOwner({ ...on.ids, level, accountEpoch, now: Date.now() });
  const raised = await store.raiseLevel({ ...on.ids, level, how, accountEpoch, now: Date.now() });
  if (raised === 'raised') on.state.reached = higher(on.state.reached, level);
  return raised;
}
