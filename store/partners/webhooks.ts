import { day } from '../../domain/clock.js';
import type { WebhookEvent } from '../../domain/partners/webhook-events.js';
import { newWebhookSecret } from '../../platform/keys/webhook-signature.js';
import { bytesOf } from '../collection.js';
import type { StoreTools } from '../tools.js';

/** What a webhook asks for; `*` is everything, also what comes later. */
export type Subscription = WebhookEvent | '*';

/** An address of a partner that is told of changes. */
export type Webhook = {
  _id: string;
  partnerId: string;
  url: string;
  events: Subscription[];
  enabled: boolean;
  /** Why it is not: the partner said so, or the address answered 410. */
  disabledBy?: 'partner' | 'gone';
  /** The newest first; those before sign along until their time is over. */
  secrets: { sealed: Uint8Array; createdAt: Date; until?: Date }[];
  createdAt: Date;
  updatedAt: Date;
};

export type WebhookChanges = Partial<Pick<Webhook, 'url' | 'events' | 'enabled'>>;

/** A partner has few: each change is sent to all that ask for it. */
export const mostWebhooks = 10;

/** How long the secret before goes on signing beside a new one. */
export const secretOverlap = day;

/** Webhooks of partners; their secrets lie sealed. */
export function webhooks({ db, sealer }: StoreTools) {
  const rows = db.collection<Webhook>('webhooks');
  const seal = (id: string, secret: string) => sealer.sealJson(secret, `webhooks.secret:${id}`);

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ partnerId: 1, createdAt: -1, _id: -1 });
    },

    /** Repeating it with the same id changes nothing, but for a new secret. @returns undefined where the partner has ten already. */
    async create(
      webhook: Pick<Webhook, '_id' | 'partnerId' | 'url' | 'events'>,
      now: Date,
    ): Promise<{ webhook: Webhook; secret: string } | undefined> {
      const { _id, ...fields } = webhook;
      const others = await rows.countDocuments({ partnerId: webhook.partnerId, _id: { $ne: _id } });
      if (others >= mostWebhooks) return undefined;
      const secret = newWebhookSecret();
      const secrets = [{ sealed: seal(_id, secret), createdAt: now }];
      const row = { ...fields, enabled: true, secrets, createdAt: now, updatedAt: now };
      await rows.replaceOne({ _id, partnerId: webhook.partnerId }, row, { upsert: true });
      return { webhook: { _id, ...row }, secret };
    },

    byId: (id: string) => rows.findOne({ _id: id }),

    ofPartner: (id: string, partnerId: string) => rows.findOne({ _id: id, partnerId }),

    listOf: (partnerId: string) => rows.find({ partnerId }).sort({ createdAt: -1, _id: -1 }).toArray(),

    /** Those that are to be told of an event. */
    subscribers: (partnerId: string, type: WebhookEvent) =>
      rows.find({ partnerId, enabled: true, events: { $in: [type, '*'] } }).toArray(),

    change(id: string, partnerId: string, { enabled, ...changes }: WebhookChanges, now: Date): Promise<Webhook | null> {
      const state = enabled === false ? { enabled, disabledBy: 'partner' as const } : enabled ? { enabled } : {};
      return rows.findOneAndUpdate(
        { _id: id, partnerId },
        { $set: { ...changes, ...state, updatedAt: now }, ...(enabled ? { $unset: { disabledBy: '' } } : {}) },
        { returnDocument: 'after' },
      );
    },

    async remove(id: string, partnerId: string): Promise<boolean> {
      return (await rows.deleteOne({ _id: id, partnerId })).deletedCount === 1;
    },

    /** The address said that it is gone for good. */
    async markGone(id: string, now: Date): Promise<void> {
      await rows.updateOne({ _id: id }, { $set: { enabled: false, disabledBy: 'gone', updatedAt: now } });
    },

    /** A new secret; the one before signs along for a day, older ones end. @returns null where there is no such webhook. */
    async rotateSecret(id: string, partnerId: string, now: Date): Promise<{ secret: string; until: Date } | null> {
      const row = await rows.findOne({ _id: id, partnerId });
      if (!row) return null;
      const secret = newWebhookSecret();
      const until = new Date(now.getTime() + secretOverlap);
      const [last] = row.secrets;
      const secrets = [{ sealed: seal(id, secret), createdAt: now }, ...(last ? [{ ...last, until }] : [])];
      const done = await rows.updateOne(
        { _id: id, partnerId, updatedAt: row.updatedAt },
        { $set: { secrets, updatedAt: now } },
      );
      return done.matchedCount === 1 ? { secret, until } : this.rotateSecret(id, partnerId, now);
    },

    /** The secrets that sign now, the newest first. */
    secretsOf: (webhook: Webhook, now: Date): string[] =>
      webhook.secrets
        .filter(({ until }) => !until || until > now)
        .map(({ sealed }) => sealer.openJson<string>(bytesOf(sealed), `webhooks.secret:${webhook._id}`)),
  };
}
