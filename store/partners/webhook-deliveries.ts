import type { WebhookEvent } from '../../domain/partners/webhook-events.js';
import { idsOf, insertMissing } from '../collection.js';
import { farOff } from '../connection/far-off.js';
import type { StoreTools } from '../tools.js';
import { type EventRow, eventsKept } from './webhook-events.js';

/** One try at handing an event over: the status that came back, or why none did. */
export type Attempt = { at: Date; status?: number; failure?: string; ms: number };

export type DeliveryState = 'waiting' | 'delivered' | 'failed';

/** One event on its way to one webhook. */
export type Delivery = {
  /** `<event>_<webhook>`. */
  _id: string;
  partnerId: string;
  webhookId: string;
  eventId: string;
  type: WebhookEvent;
  state: DeliveryState;
  /** The last twenty. */
  attempts: Attempt[];
  tries: number;
  /** When the next attempt is made, while it waits. */
  nextAt?: Date;
  /** When its workflow is to be started (or woken: `again`): now, or once the lease of whoever does so is over. */
  due?: Date;
  again?: boolean;
  createdAt: Date;
  erasedAt: Date;
};

export type Outcome = { attempt: Attempt; state: DeliveryState; nextAt?: Date | undefined };

/** How long one process has to start a delivery's workflow before another may. */
const lease = 15_000;

const keptAttempts = 20;

/** Deliveries of events to webhooks, kept as long as the events. */
export function webhookDeliveries({ db }: StoreTools) {
  const rows = db.collection<Delivery>('webhook_deliveries');
  const asked = () => ({ due: new Date(), again: true, state: 'waiting' as const });

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ due: 1 }, { sparse: true });
      await rows.createIndex({ webhookId: 1, createdAt: -1, _id: -1 });
      await rows.createIndex({ erasedAt: 1 }, { expireAfterSeconds: 0 });
    },

    /** Puts events on their way to a webhook, each once. */
    async put(events: readonly Omit<EventRow, 'erasedAt'>[], webhookId: string): Promise<void> {
      const due = new Date();
      await insertMissing(
        rows,
        events.map(({ _id: eventId, partnerId, type, createdAt }) => ({
          _id: deliveryId(eventId, webhookId),
          ...{ partnerId, webhookId, eventId, type, createdAt, due },
          state: 'waiting' as const,
          attempts: [],
          tries: 0,
          erasedAt: new Date(createdAt.getTime() + eventsKept),
        })),
      );
    },

    byId: (id: string) => rows.findOne({ _id: id }),

    /** Those that a workflow hands over, one after the other. */
    begunIds: () => idsOf(rows, { state: 'waiting', due: { $exists: false } }),

    ofWebhook: (id: string, webhookId: string, partnerId: string) => rows.findOne({ _id: id, webhookId, partnerId }),

    /** A verification's events that are still to be handed over. */
    waitingFor: (partnerId: string, verification: string) =>
      rows
        .find({ partnerId, state: 'waiting', _id: { $gte: `${verification}_`, $lt: `${verification}\u0060` } })
        .toArray(),

    /** Newest first; `before` is the last row already seen. */
    list(
      webhookId: string,
      {
        limit,
        state,
        before,
      }: { limit: number; state?: DeliveryState | undefined; before?: Pick<Delivery, '_id' | 'createdAt'> | undefined },
    ): Promise<Delivery[]> {
      const older = before
        ? { $or: [{ createdAt: { $lt: before.createdAt } }, { createdAt: before.createdAt, _id: { $lt: before._id } }] }
        : {};
      return rows
        .find({ webhookId, ...(state ? { state } : {}), ...older })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit)
        .toArray();
    },

    /** When a webhook of these first took something that is still kept; undefined where none did. */
    async firstTaken(webhookIds: readonly string[]): Promise<Date | undefined> {
      const taken = { webhookId: { $in: [...webhookIds] }, state: 'delivered' as const };
      return (await rows.findOne(taken, { sort: { createdAt: 1 } }))?.attempts.at(-1)?.at;
    },

    /** Asks for an event to be handed over again, whatever became of it. */
    async replay(id: string): Promise<void> {
      await rows.updateOne({ _id: id }, { $set: asked() });
    },

    /** The same for many events of a webhook, also those that it was never told of. */
    async replayAll(events: readonly EventRow[], webhookId: string): Promise<void> {
      await this.put(events, webhookId);
      const ids = events.map(({ _id }) => deliveryId(_id, webhookId));
      await rows.updateMany({ _id: { $in: ids } }, { $set: asked() });
    },

    /** Takes one whose workflow is to be started, and nobody else does so for a while. */
    takeDue: (now: Date) =>
      rows.findOneAndUpdate(
        { $or: [{ due: { $lte: now } }, { due: { $gt: farOff(now, lease) } }] },
        { $set: { due: new Date(now.getTime() + lease) } },
        { sort: { due: 1 }, returnDocument: 'after' },
      ),

    /** Its workflow runs. Asked for again meanwhile, it stays due. */
    async begun({ _id, due }: Delivery): Promise<void> {
      if (due) await rows.updateOne({ _id, due }, { $unset: { due: '', again: '' } });
    },

    async record(id: string, { attempt, state, nextAt }: Outcome): Promise<void> {
      await rows.updateOne(
        { _id: id },
        {
          $set: { state, ...(nextAt ? { nextAt } : {}) },
          $push: { attempts: { $each: [attempt], $slice: -keptAttempts } },
          $inc: { tries: 1 },
          ...(nextAt ? {} : { $unset: { nextAt: '' } }),
        },
      );
    },

    /** Its webhook is disabled or gone: nothing more is tried. */
    async end(id: string): Promise<void> {
      await rows.updateOne({ _id: id }, { $set: { state: 'failed' }, $unset: { nextAt: '' } });
    },
  };
}

const deliveryId = (eventId: string, webhookId: string): string => `${eventId}_${webhookId}`;
