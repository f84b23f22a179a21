import type { Client } from '@temporalio/client';
import {
  type RecoveryInput,
  recoveryStopped,
  recoveryWorkflow,
  recoveryWorkflowId,
  useRecovery,
} from '../../workflows/recovery/messages.js';
import { inTime, patiently, start } from './ask.js';

/** Starts a recovery; one already started goes on as it is. */
export function startRecovery(temporal: Client, input: RecoveryInput): Promise<void> {
  return start(temporal, recoveryWorkflow, recoveryWorkflowId(input.recoveryId), input);
}

/** Has people told that a recovery was stopped, which the store knows already. */
export async function tellRecoveryStopped(temporal: Client, recoveryId: string): Promise<void> {
  const handle = temporal.workflow.getHandle(recoveryWorkflowId(recoveryId));
  await inTime(temporal, () => handle.executeUpdate(recoveryStopped, { updateId: 'stopped' }));
}

/** The person comes in: resolves when everything else that opened the account is gone. @returns whether they may */
export async function comeInByRecovery(temporal: Client, recoveryId: string): Promise<boolean> {
  const handle = temporal.workflow.getHandle(recoveryWorkflowId(recoveryId));
  return (await patiently(temporal, () => handle.executeUpdate(useRecovery, { updateId: 'use' }))) === true;
}
