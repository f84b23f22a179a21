import type { Reason } from '../../domain/journey/reasons.js';
import { reaches } from '../../domain/levels/levels.js';
import { type CaseStep, finalCaseSteps } from '../../domain/verification/case-state.js';
import type { DetailsField, TraceOutcome, TraceResult } from '../../domain/verification/check-results.js';
import { pds } from './activities.js';
import { reviewAgain, reviewFound } from './asking-again.js';
import type { CaseProgress } from './case-progress.js';
import { raise } from './decision.js';

const stepOfTrace: Readonly<Record<Exclude<TraceOutcome, 'match' | 'refused'>, { step: CaseStep; reason: Reason }>> = {
  none: { step: 'details-no-match', reason: 'details_no_match' },
  many: { step: 'details-many-matches', reason: 'details_many_matches' },
  restricted: { step: 'details-restricted', reason: 'details_restricted' },
  deceased: { step: 'details-deceased', reason: 'details_deceased' },
  invalidated: { step: 'details-invalidated', reason: 'details_invalidated' },
  differ: { step: 'details-differ', reason: 'details_differ' },
  limit: { step: 'details-limit', reason: 'details_limit_reached' },
  unavailable: { step: 'details-unavailable', reason: 'details_pds_unavailable' },
  duplicate: { step: 'details-duplicate', reason: 'details_duplicate' },
  'too-young': { step: 'too-young', reason: 'under_13' },
};

/** The PDS trace of what a form holds, and P5 where it matches. */
export async function traceDetails(on: CaseProgress, form: string, shown: () => void): Promise<void> {
  on.findings.detailsForm = form;
  on.state.attempts.details += 1;
  await on.show('details-checking');
  shown();
  await on.takeTime();
  const attempt = on.state.attempts.details;
  const { outcome, look } = await pds
    .traceDetails({ ...on.ids, form, attempt, now: Date.now() })
    .catch((): TraceResult => ({ outcome: 'unavailable' }));
  if (outcome !== 'match') return traceFailed(on, outcome, form, look);
  const raised = await raise(on, 'P5', 'pds-trace');
  if (raised === 'duplicate') {
    on.noteSignals([{ code: 'nhs_number_on_other_account', strength: 'strong' }]);
    return traceFailed(on, 'duplicate', form);
  }
  if (raised === 'refused') return on.finish('declined', ['account_changed']);
  on.findings.matched = true;
  if (reaches('P5', on.state.wanted)) return on.finish('verified', []);
  if (on.findings.asked?.piece === 'details') return reviewFound(on);
  if (on.input.sandbox?.expires) return on.finish('expired', ['case_expired']);
  await on.show('document');
}

async function traceFailed(
  on: CaseProgress,
  outcome: Exclude<TraceOutcome, 'match'>,
  form: string,
  look?: DetailsField,
): Promise<void> {
  if (outcome === 'refused') return on.finish('declined', ['account_changed']);
  const { step, reason } = stepOfTrace[outcome];
  if (finalCaseSteps.includes(step)) return on.finish(step, [reason]);
  await on.show(step, { reasons: [reason], form, ...(look ? { look } : {}) });
}

/** From a page that says why PDS did not match: try the details again, or prove who you are by a document, which a person then checks. */
export async function chooseAfterTrace(on: CaseProgress, action: string): Promise<void> {
  if (action === 'document' && on.state.step !== 'details-duplicate') {
    if (on.findings.asked?.piece === 'details') return reviewAgain(on, on.state.reasons);
    on.findings.referrals = [...on.findings.referrals, ...on.state.reasons];
    return on.show('document');
  }
  const form = on.findings.detailsForm;
  await on.show('details', form ? { form } : {});
}
