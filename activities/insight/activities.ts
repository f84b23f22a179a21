import { heartbeat } from '@temporalio/activity';
import type { Store } from '../../store/database.js';
import { rollUp } from './roll-up.js';

/** Figures from what happened on journeys. */
export function createInsightActivities({ store }: { store: Store }) {
  return {
    /** Adds up what is new. Repeating it gives the same figures. @returns how many hours were added up */
    addUp: (): Promise<number> => rollUp(store, () => new Date(), heartbeat),
  };
}

export type InsightActivities = ReturnType<typeof createInsightActivities>;
