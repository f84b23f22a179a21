import { defineUpdate } from '@temporalio/workflow';

/** As if so many milliseconds had passed. */
export type TravelInput = { ms: number };

/** Only workflows that were started in a sandbox take it; its id says which journey through time it is, so that a retry is none of its own. */
export const travel = defineUpdate<void, [TravelInput]>('travel');
