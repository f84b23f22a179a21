import type { CaseState } from '../../domain/case-state.js';
import type { UiDeps } from '../deps.js';
import { frameOf } from '../http/frame.js';
import { handIn } from '../http/hand-in.js';
import { submitToVerification } from '../http/submit.js';
import { caseInput } from './attach-case.js';
import type { JourneyContext } from './context.js';

/**
 * Hands a form to the case (see hand-in.ts). A form that answers an older state changes nothing.
 *
 * @param values left out for buttons that say all by their action. @returns whether these values count.
 */
export async function submitCase(
  { store, temporal }: UiDeps,
  { res, account, step }: JourneyContext,
  state: CaseState,
  { action, values }: { action: string; values?: unknown },
): Promise<boolean> {
  const { nonce } = state;
  const input = caseInput(state, account, frameOf(res).language);
  return handIn(store, nonce, values, () => submitToVerification(temporal, input, { nonce, step, action }));
}

/** Whether a posted form answers the state the case is in now. */
export function answersState({ req }: JourneyContext, state: CaseState | undefined): state is CaseState {
  return state !== undefined && req.body?.nonce === state.nonce;
}
