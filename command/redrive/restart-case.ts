import { reaches } from '../../domain/levels/levels.js';
import { type CaseState, finalCaseSteps, firstCaseStep } from '../../domain/verification/case-state.js';
import type { CheckResult } from '../../domain/verification/check-results.js';
import { addSignals } from '../../domain/verification/signals.js';
import { randomId } from '../../platform/random-id.js';
import type { Account } from '../../store/accounts/accounts.js';
import type { Review } from '../../store/casework/review.js';
import type { Store } from '../../store/database.js';
import { caseInput } from '../../ui/journey/attach-case.js';
import { again } from '../../ui/workflows/ask.js';
import { verificationWorkflowId } from '../../workflows/verification/messages.js';
import type { Carried, Findings } from '../../workflows/verification/state.js';
import type { Opened } from '../open.js';

/** Steps at which a case is kept: with the checkers, or over. Everywhere else the person begins with the first step that their level needs. */
const staysAt = (state: CaseState): boolean => state.step === 'in-review' || finalCaseSteps.includes(state.step);

/** What the person and the checkers notice. */
export function whatRestartingDoes(state: CaseState): string {
  if (finalCaseSteps.includes(state.step))
    return 'start it again: what was kept of the case is erased when its time is over';
  if (state.step === 'in-review') return 'start it again with the checkers, where it was';
  return `start it again at the step ${firstCaseStep(state.reached, state.recovery)}: the person does it once more`;
}

/**
 * Begins a case anew from what the store knows of it, in a new epoch: a run that is there is ended, and what it still writes counts no more.
 * No level is given here, and nothing that was found is taken over unseen: checks are made again, a review stays a review.
 * @returns false where the case has moved on since it was read
 */
export async function restartCase(
  { store, config, temporal }: Opened,
  { state: old, account }: { state: CaseState; account: Account },
): Promise<boolean> {
  const now = Date.now();
  const review = old.reviewId ? await store.reviews.byId(old.reviewId) : null;
  const { form: _, look: _l, otherSide: __, triesLeft: ___, anotherFrom: ____, ...rest } = old;
  const state: CaseState = {
    ...(staysAt(old) ? old : { ...rest, step: firstCaseStep(old.reached, old.recovery), errors: {}, reasons: [] }),
    nonce: randomId(),
    epoch: Math.max(old.epoch, 0) + 1,
    version: 1,
    updatedAt: now,
  };
  const carried: Carried = {
    state,
    findings: {
      matched: reaches(old.reached, 'P5'),
      ...(old.recovery === 'face' ? { byTemplate: true } : {}),
      ...(await seenBefore(store, old.id, review)),
      failed: { document: 0, face: 0 },
    },
    waiting: { since: now, reminded: 0 },
    spent: [],
  };
  // First the store: what a run that is there writes from now on is of an older epoch. Killed here, it is found again.
  if (!(await store.cases.beginAnew(old, state))) return false;
  const language = account.language ?? 'en';
  const of = { environment: config.environment, store };
  // Where the account was changed since the case was opened, the case proves nothing more, begun anew or not.
  const accountEpoch = (await store.cases.accountEpochOf(old.id)) ?? account.epoch;
  const input = { ...caseInput(of, state, account, language), accountEpoch };
  await again(temporal.client, 'verification', verificationWorkflowId(old.id), [input, carried]);
  return true;
}

/** Why a person must look at it and which signs of fraud there were, as its review and the results that are kept say. */
async function seenBefore(
  store: Store,
  caseId: string,
  review: Pick<Review, 'reasons' | 'signals'> | null,
): Promise<Pick<Findings, 'referrals' | 'signals'>> {
  const slots = ['document-reading', 'face-result'] as const;
  const results = (
    await Promise.all(slots.map((slot) => store.evidence.facts<Partial<CheckResult>>(caseId, slot)))
  ).flat();
  const referred = results.filter(({ verdict }) => verdict === 'refer').flatMap(({ reasons = [] }) => reasons);
  return {
    referrals: [...new Set([...(review?.reasons ?? []), ...referred])],
    signals: results.reduce((known, { signals = [] }) => addSignals(known, signals), review?.signals ?? []),
  };
}
