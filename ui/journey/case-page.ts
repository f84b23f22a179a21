import { steps } from '../../domain/journey/steps.js';
import { type CaseState, caseSteps, finalCaseSteps } from '../../domain/verification/case-state.js';
import type { UiDeps } from '../deps.js';
import { frameOf } from '../http/frame.js';
import { handIn } from '../http/hand-in.js';
import { submitToVerification } from '../workflows/verification.js';
import { caseInput } from './attach-case.js';
import type { JourneyContext } from './context.js';

/**
 * Hands a form to the case (see hand-in.ts). A form that answers an older state changes nothing.
 *
 * @param values left out for buttons that say all by their action. @returns whether these values count, and the page to go on to.
 */
export async function submitCase(
  deps: UiDeps,
  { res, base, account, step }: JourneyContext,
  state: CaseState,
  { action, values }: { action: string; values?: unknown },
): Promise<{ counts: boolean; to: string }> {
  const { store, temporal } = deps;
  const { nonce } = state;
  const input = caseInput(deps, state, account, frameOf(res).language);
  const tell = () => submitToVerification(temporal, input, { nonce, step, action });
  const { counts, step: next } = await handIn(store, nonce, values, tell, state.id);
  return { counts, to: goesOnAt(base, next) };
}

/** The page where a case goes on, which spares the browser a way; the journey's own address where it leads elsewhere than the case. */
export function goesOnAt(base: string, step: string | undefined): string {
  const page = caseSteps.find((one) => one === step && !finalCaseSteps.includes(one));
  return page ? `${base}/${steps[page].page}` : base;
}

/** Whether a posted form answers the state the case is in now. */
export function answersState({ req }: JourneyContext, state: CaseState | undefined): state is CaseState {
  return state !== undefined && req.body?.nonce === state.nonce;
}
