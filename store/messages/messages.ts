import { day, minute } from '../../domain/clock.js';
import { bytesOf, insertNew } from '../collection.js';
import { farOff } from '../connection/far-off.js';
import type { StoreTools } from '../tools.js';
import type { Channel, ClaimAnswer, MessageRow, MessageStatus, MessagesOf, NewMessage } from './message.js';

const kindOf = { email: 'email', sms: 'mobile', voice: 'landline', letter: 'address' } as const;

/** How long messages are kept, in milliseconds. */
export const messagesKept = 90 * day;

/** Keys of the copies of a message that staff may have sent, and how long to wait before each. */
const againKeys = (key: string): string[] => [1, 2, 3].map((time) => `again-${time}-${key}`);
const againAfter = 10 * minute;

/** Whether it was handed over, or came back, and is still of use. */
const isSendable = ({ status, expiresAt }: MessageRow, now: Date): boolean =>
  (status === 'sent' || status === 'bounced') && (!expiresAt || expiresAt > now);

/** Messages to people: each is put once, claimed before it is sent, and kept for 90 days with its recipient sealed. */
export function messages({ db, sealer, lookup }: StoreTools) {
  const rows = db.collection<MessageRow>('messages');
  const hash = (channel: Channel, to: string) => lookup.lookup(kindOf[channel], to);
  const hashAbout = (id: string) => lookup.lookup('messageAbout', id);
  /** What is about somebody, and what went to their email addresses: a text message to the same telephone may be another one's. */
  const ofPerson = ({ account, contacts }: MessagesOf) => {
    const about = [account._id, account.registrationId].map(hashAbout);
    const emails = contacts.filter(({ channel }) => channel === 'email').map(({ channel, to }) => hash(channel, to));
    return { $or: [{ about: { $in: about } }, { recipient: { $in: emails } }] };
  };
  const held = (key: string, claimId: string) => ({ _id: key, status: 'sending' as const, 'claim.id': claimId });

  const claimOf = (id: string, now: Date, leaseMs: number) => ({ id, until: new Date(now.getTime() + leaseMs) });
  const rowOf = (
    { key, channel, to, template, params, language, about, expiresAt, unattended }: NewMessage,
    now: Date,
  ): MessageRow => ({
    _id: key,
    channel,
    template,
    language,
    sealed: sealer.sealJson({ to, params }, `messages:${key}`),
    recipient: hash(channel, to),
    ...(about && { about: hashAbout(about) }),
    status: 'put',
    claims: 0,
    ...(expiresAt && { expiresAt }),
    ...(unattended && { unattended }),
    updatedAt: now,
    erasedAt: new Date(now.getTime() + messagesKept),
  });

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ erasedAt: 1 }, { expireAfterSeconds: 0 });
      await rows.createIndex({ recipient: 1, updatedAt: -1 });
      await rows.createIndex({ about: 1 }, { sparse: true });
      const unattended = { partialFilterExpression: { unattended: true, status: 'put' } };
      await rows.createIndex({ unattended: 1, updatedAt: 1 }, unattended);
      await rows.createIndex({ status: 1, erasedAt: 1 }, { partialFilterExpression: { status: 'put' } });
    },

    /** Keeps a message for sending. Repeating it changes nothing: the first one stands. */
    async putMessage(message: NewMessage, now = new Date()): Promise<void> {
      await insertNew(rows, rowOf(message, now));
    },

    /** Puts a message that its sender claims at once: of many at once, one gets it; where it lies there already, as `claimMessage`. */
    async putClaimed(message: NewMessage, claimId: string, now: Date, leaseMs: number): Promise<ClaimAnswer> {
      const claim = claimOf(claimId, now, leaseMs);
      const isNew = await insertNew(rows, { ...rowOf(message, now), status: 'sending', claims: 1, claim });
      return isNew ? { ...message, again: false } : this.claimMessage(message.key, claimId, now, leaseMs);
    },

    /**
     * Claims a message that waits, or whose sender's lease has run out. Of many at once, one gets it.
     */
    async claimMessage(key: string, claimId: string, now: Date, leaseMs: number): Promise<ClaimAnswer> {
      const sending = { status: 'sending' as const };
      const over = [{ 'claim.until': { $lte: now } }, { 'claim.until': { $gt: farOff(now, leaseMs) } }];
      const free = { $or: [{ status: 'put' as const }, ...over.map((until) => ({ ...sending, ...until }))] };
      const before = await rows.findOneAndUpdate(
        { _id: key, ...free },
        {
          $set: { status: 'sending', claim: claimOf(claimId, now, leaseMs), updatedAt: now },
          $inc: { claims: 1 },
        },
        { returnDocument: 'before' },
      );
      if (before) {
        const { channel, template, language, expiresAt } = before;
        const opened = sealer.openJson<Pick<NewMessage, 'to' | 'params'>>(bytesOf(before.sealed), `messages:${key}`);
        return {
          key,
          channel,
          template,
          language,
          ...opened,
          ...(expiresAt && { expiresAt }),
          again: before.claims > 0,
        };
      }
      const row = await rows.findOne({ _id: key });
      if (!row) return { status: 'unknown' };
      if (row.status !== 'put' && row.status !== 'sending') return { status: row.status };
      return { busyMs: Math.max(0, (row.claim?.until ?? now).getTime() - now.getTime()) };
    },

    /** The sender lives and is still at it: nobody else may begin. A claim that was lost meanwhile is not taken back. */
    async holdClaim(key: string, claimId: string, now: Date, leaseMs: number): Promise<void> {
      await rows.updateOne(held(key, claimId), { $set: { 'claim.until': new Date(now.getTime() + leaseMs) } });
    },

    /** The transport took it. Also when the lease is over meanwhile: it is sent all the same. */
    async markSent(key: string, providerId: string | undefined, now: Date): Promise<void> {
      await rows.updateOne(
        { _id: key, status: { $in: ['put', 'sending'] } },
        {
          $set: { status: 'sent', updatedAt: now, ...(providerId && { providerId }) },
          $unset: { claim: '', failure: '' },
        },
      );
    },

    /** This attempt failed and another may follow: gives the claim back. */
    async markFailed(key: string, claimId: string, failure: string, now: Date): Promise<void> {
      await rows.updateOne(held(key, claimId), {
        $set: { status: 'put', failure, updatedAt: now },
        $unset: { claim: '' },
      });
    },

    /** It cannot reach this recipient, now or when the transport tells so later. */
    async markBounced(key: string, failure: string, now: Date): Promise<void> {
      await rows.updateOne(
        { _id: key, status: { $in: ['put', 'sending', 'sent'] } },
        { $set: { status: 'bounced', failure, updatedAt: now }, $unset: { claim: '' } },
      );
    },

    /** It was claimed too late to be of use. */
    async markExpired(key: string, claimId: string, now: Date): Promise<void> {
      await rows.updateOne(held(key, claimId), { $set: { status: 'expired', updatedAt: now }, $unset: { claim: '' } });
    },

    /** What is to be told did not come about: messages that nobody has begun to send are taken back. */
    async withdraw(keys: readonly string[]): Promise<void> {
      await rows.deleteMany({ _id: { $in: [...keys] }, status: 'put' });
    },

    /** Unattended messages that wait since before then: whoever put them was killed, or could not reach Temporal. */
    async left(before: Date, limit: number): Promise<string[]> {
      const waiting = { unattended: true as const, status: 'put' as const, claims: 0, updatedAt: { $lt: before } };
      return (
        await rows
          .find(waiting, { projection: { _id: 1 } })
          .limit(limit)
          .toArray()
      ).map(({ _id }) => _id);
    },

    /** How a message stands; undefined for an unknown key. */
    async statusOf(key: string): Promise<MessageStatus | undefined> {
      return (await rows.findOne({ _id: key }, { projection: { status: 1 } }))?.status;
    },

    /** How many messages there are whose keys begin so. @param prefix of letters, digits, `-` and `_` */
    countWithPrefix: (prefix: string): Promise<number> =>
      rows.countDocuments({ _id: { $gte: prefix, $lt: `${prefix}\uffff` } }),

    /** What was sent to a person, without its words, the newest first. */
    ofPerson: (whose: MessagesOf): Promise<MessageRow[]> =>
      rows.find(ofPerson(whose)).sort({ updatedAt: -1 }).limit(1_000).toArray(),

    /**
     * Puts a message once more, as it was, for those who ask where it is. Three times at most, ten minutes apart: of two presses at once
     * one counts. Codes are asked for anew instead, and what is over, or on its way, is not sent.
     * @param whose with the contacts that they have now: a message to anybody else is not theirs @returns the new message's key, or why there is none
     */
    async putAgain(
      key: string,
      whose: MessagesOf,
      now: Date,
    ): Promise<{ key: string } | 'not_sendable' | 'too_soon' | 'too_often'> {
      const first = key.replace(/^again-\d-/, '');
      const keys = againKeys(first);
      const [row, ...before] = await Promise.all([first, ...keys].map((_id) => rows.findOne({ _id })));
      const there = row && whose.contacts.some((one) => hash(one.channel, one.to) === row.recipient);
      const theirs = there && (row.channel === 'email' || row.about === hashAbout(whose.account._id));
      if (!theirs || !isSendable(row, now)) return 'not_sendable';
      const message = sealer.openJson<Pick<NewMessage, 'to' | 'params'>>(bytesOf(row.sealed), `messages:${first}`);
      if (message.params.challengeId) return 'not_sendable';
      const last = before.findLast((one) => one !== null) ?? row;
      if (now.getTime() - last.updatedAt.getTime() < againAfter) return 'too_soon';
      const next = keys[before.filter(Boolean).length];
      if (!next) return 'too_often';
      const { channel, template, language, expiresAt } = row;
      const about = row.about === hashAbout(whose.account._id) && { about: whose.account._id };
      const again = { key: next, channel, template, language, ...about, ...message, unattended: true as const };
      await this.putMessage(expiresAt ? { ...again, expiresAt } : again, now);
      return { key: next };
    },

    /** Erases what was ever sent to a person, but for messages that must still go out. */
    async eraseOfPerson(whose: MessagesOf, except: readonly string[]): Promise<void> {
      await rows.deleteMany({ ...ofPerson(whose), _id: { $nin: [...except] } });
    },

    async erase(keys: readonly string[]): Promise<void> {
      await rows.deleteMany({ _id: { $in: [...keys] } });
    },

    /** Whether the last message to this recipient that has an end came back: to be shown to the person it belongs to. */
    async hasBounced(channel: Channel, to: string): Promise<boolean> {
      const last = await rows.findOne(
        { recipient: hash(channel, to), status: { $in: ['sent', 'bounced'] } },
        { sort: { updatedAt: -1 }, projection: { status: 1 } },
      );
      return last?.status === 'bounced';
    },
  };
}
