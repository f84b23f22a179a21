import type { CaseState } from '../../domain/verification/case-state.js';

/** How a case ended, as staff are told. */
export function caseEnd({
  live,
  step,
}: Pick<CaseState, 'live' | 'step'>): 'verified' | 'declined' | 'expired' | 'open' {
  return !live && (step === 'verified' || step === 'declined' || step === 'expired') ? step : 'open';
}
