import type { Client } from '@temporalio/client';
import {
  type ClosureInput,
  closingBegun,
  closingHastened,
  closingStopped,
  closureWorkflow,
  closureWorkflowId,
} from '../../workflows/closure/messages.js';
import { inTime, operation, patiently } from './ask.js';

/** Closes an account: resolves when nobody is signed in to it any more. @returns whether it is closing */
export async function closeAccount(temporal: Client, input: ClosureInput): Promise<boolean> {
  const options = { updateId: 'begun', args: [] as [] };
  const begun = await patiently(temporal, () =>
    temporal.workflow.executeUpdateWithStart(closingBegun, {
      ...options,
      startWorkflowOperation: operation(closureWorkflow, closureWorkflowId(input.closingId), input),
    }),
  );
  return begun === true;
}

/** Has people told that a closing was stopped, which the store knows already. */
export async function tellStopped(temporal: Client, closingId: string): Promise<void> {
  const handle = temporal.workflow.getHandle(closureWorkflowId(closingId));
  await inTime(temporal, () => handle.executeUpdate(closingStopped, { updateId: 'stopped' }));
}

/** The account is not to wait out its seven days. Resolves when it is on its way: nothing stops it any more. */
export async function eraseNow(temporal: Client, closingId: string): Promise<void> {
  const handle = temporal.workflow.getHandle(closureWorkflowId(closingId));
  await patiently(temporal, () => handle.executeUpdate(closingHastened, { updateId: 'hastened' }));
}
