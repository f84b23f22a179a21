import { defineUpdate } from '@temporalio/workflow';
import type { Delegation, DelegationState } from '../../domain/delegation/delegation.js';
import type { Submission, SubmissionResult } from '../submission.js';

/** What starts a delegation. Its row, with whatever is personal sealed in it, is in the store before (`delegations.open`). */
export type DelegationInput = {
  begun: Delegation;
  /** The nonce that the row was opened with. */
  nonce: string;
  /** Begun anew from there, because it was lost: what the one before still writes counts no more, and no number comes twice. */
  again?: Pick<DelegationState, 'epoch' | 'version' | 'since'>;
};

/** The workflow's name, for those who start it. */
export const delegationWorkflow = 'delegation';

export const delegationWorkflowId = (delegationId: string): string => `delegation-${delegationId}`;

/** Its actions: `approve`, `decline`, `change` and `confirm`. Who may do which was checked where the form was posted, and is again. */
export const submitDelegation = defineUpdate<SubmissionResult, [Submission]>('submit');

/** A caseworker has decided, which the store knows already. Its argument tells it from other decisions. */
export const delegationDecided = defineUpdate<SubmissionResult, [string]>('decided');

/** Somebody has stopped it, which the store knows already. The Update's id is `stopped`. */
export const delegationStopped = defineUpdate<SubmissionResult, []>('stopped');
