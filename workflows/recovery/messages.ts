import { defineSignal, defineUpdate } from '@temporalio/workflow';
import type { RecoveryProof } from '../../domain/accounts/recovery.js';

/** What starts a recovery. Its row is in the store before (`recoveries.open`), and its case's too, where it has one. */
export type RecoveryInput = {
  recoveryId: string;
  accountId: string;
  proof: RecoveryProof;
  /** Begun anew because it was lost, when its person could come in already. */
  ready?: boolean;
};

/** The workflow's name, for those who start it. */
export const recoveryWorkflow = 'recovery';

export const recoveryWorkflowId = (recoveryId: string): string => `recovery-${recoveryId}`;

/** The recovery's case is over: whoever it is was shown to be the account's person, or not. */
export const recoveryProved = defineSignal<[{ proved: boolean }]>('proved');

/** It was stopped: the store knows it before, this has people told. */
export const recoveryStopped = defineUpdate<void, []>('stopped');

/** Its person comes in. Resolves when all other ways are gone. False: it does not open the account (any more). The Update's id is `use`. */
export const useRecovery = defineUpdate<boolean, []>('use');
