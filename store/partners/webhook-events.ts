import { day } from '../../domain/clock.js';
import type { Reason } from '../../domain/journey/reasons.js';
import type { Step } from '../../domain/journey/steps.js';
import type { Level } from '../../domain/levels/levels.js';
import type { VerificationState } from '../../domain/partners/verification-status.js';
import type { WebhookEvent } from '../../domain/partners/webhook-events.js';
import { insertMissing } from '../collection.js';
import type { StoreTools } from '../tools.js';

/** A change as webhooks tell it: ids, codes and times, nothing personal. */
export type EventRow = {
  /** `<verification>_<sequence>`, or `<change>_<hash of the partner>`: the same change is never two events. */
  _id: string;
  partnerId: string;
  type: WebhookEvent;
  verification?: { id: string; state: VerificationState; reasons: Reason[]; sequence: number };
  /** Whose account changed, which claims read otherwise now, the level it has now, and who rejected its linkage keys. */
  account?: {
    sub: string;
    changed?: ('email' | 'phone_number' | 'landline_number')[];
    level?: Level;
    rejected_by?: 'partner' | 'gp_system';
  };
  /** What is odd at the partner’s journeys: shares of those who came to the step, with the interval of the one of now. */
  incident?: {
    id: string;
    step?: Step;
    reason?: Reason;
    before?: number;
    now?: number;
    interval?: [number, number];
    also?: { reason?: Reason; before: number; now: number; interval: [number, number] }[];
    followed: { kind: 'release' | 'setting'; name: string; at: string }[];
  };
  createdAt: Date;
  erasedAt: Date;
};

/** How long events can be told again. */
export const eventsKept = 30 * day;

/** What partners were to be told in the last 30 days. */
export function webhookEvents({ db }: StoreTools) {
  const rows = db.collection<EventRow>('webhook_events');
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ partnerId: 1, createdAt: 1, _id: 1 });
      await rows.createIndex({ erasedAt: 1 }, { expireAfterSeconds: 0 });
    },

    /** Those that are there already stay as they are. */
    async put(events: readonly Omit<EventRow, 'erasedAt'>[]): Promise<void> {
      const erased = ({ createdAt }: { createdAt: Date }) => new Date(createdAt.getTime() + eventsKept);
      await insertMissing(
        rows,
        events.map((event) => ({ ...event, erasedAt: erased(event) })),
      );
    },

    byId: (id: string) => rows.findOne({ _id: id }),

    /** Oldest first; `after` is the last row already seen. */
    between(
      partnerId: string,
      {
        from,
        to,
        limit,
        after,
      }: { from: Date; to: Date; limit: number; after?: Pick<EventRow, '_id' | 'createdAt'> | undefined },
    ): Promise<EventRow[]> {
      const later = after
        ? { $or: [{ createdAt: { $gt: after.createdAt } }, { createdAt: after.createdAt, _id: { $gt: after._id } }] }
        : {};
      return rows
        .find({ partnerId, createdAt: { $gte: from, $lt: to }, ...later })
        .sort({ createdAt: 1, _id: 1 })
        .limit(limit)
        .toArray();
    },
  };
}
