import type { CaseState } from '../../domain/case-state.js';
import type { UiDeps } from '../deps.js';
import { frameOf } from '../http/frame.js';
import { submitToVerification } from '../http/submit.js';
import { caseInput } from './attach-case.js';
import type { JourneyContext } from './context.js';

/**
 * Hands a form to the case: its values are sealed under the nonce first, the first ones of any number of tabs, and one Update tells the
 * workflow. A form that answers an older state changes nothing.
 *
 * @param values left out for buttons that say all by their action.
 */
export async function submitCase(
  { store, temporal }: UiDeps,
  { res, account, step }: JourneyContext,
  state: CaseState,
  { action, values }: { action: string; values?: unknown },
): Promise<void> {
  if (values !== undefined) await store.forms.put(state.nonce, values, new Date());
  const input = caseInput(state, account, frameOf(res).language);
  await submitToVerification(temporal, input, { nonce: state.nonce, step, action });
}

/** Whether a posted form answers the state the case is in now. */
export function answersState({ req }: JourneyContext, state: CaseState | undefined): state is CaseState {
  return state !== undefined && req.body?.nonce === state.nonce;
}
