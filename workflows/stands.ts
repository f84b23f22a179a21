import { defineQuery } from '@temporalio/workflow';

/** Where a workflow stands, as its projection in the store should say, too. */
export type Stands = { epoch: number; version: number; step: string; nonce: string };

/** The same by its own account, for operators: the store may have been restored to another moment. */
export const stands = defineQuery<Stands>('stands');
