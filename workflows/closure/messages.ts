import { defineUpdate } from '@temporalio/workflow';

/** What starts the closing of an account. */
export type ClosureInput = { closingId: string; accountId: string };

/** The workflow's name, for those who start it. */
export const closureWorkflow = 'closure';

export const closureWorkflowId = (closingId: string): string => `closure-${closingId}`;

/** Resolves when the account is closing, and its person is signed out everywhere. False: it cannot be closed. */
export const closingBegun = defineUpdate<boolean, []>('begun');

/** An operator has it erased without the days in which the person could change their mind. */
export const closingHastened = defineUpdate<void, []>('hastened');

/** The person changed their mind: the store knows it before, this has them told. */
export const closingStopped = defineUpdate<void, []>('stopped');
