import { day } from '../../domain/clock.js';
import { bytesOf, insertNew } from '../collection.js';
import type { StoreTools } from '../tools.js';

/** What was answered, to be answered again. */
export type KeptAnswer = { status: number; headers: Record<string, string>; body: unknown };

export type Row = {
  _id: string;
  /** Keyed hash of the request: it may hold a reference. */
  request: string;
  /** The id of what the request makes, the same in every attempt at it. */
  newId: string;
  /** Sealed; absent while the first attempt is under way. */
  answer?: Uint8Array;
  /** Until when an attempt under way is taken to be alive. */
  busyUntil: Date;
  expiresAt: Date;
};

/** A key is of its partner alone. */
export type PartnersKey = { partnerId: string; key: string };

export type KeyClaim =
  | { kind: 'first'; newId: string }
  | { kind: 'again'; answer: KeptAnswer }
  | { kind: 'busy' }
  | { kind: 'other' };

/** A request takes a second; whoever has not answered by then was killed. */
const lease = 30_000;

/** Idempotency keys of partners (draft-ietf-httpapi-idempotency-key): kept for 24 hours, with the sealed answer. */
export function idempotency({ db, sealer, lookup }: StoreTools) {
  const rows = db.collection<Row>('idempotency_keys');
  const rowId = ({ partnerId, key }: PartnersKey) => lookup.lookup('token', `idempotency key ${partnerId}\n${key}`);
  const fingerprint = (request: string) => lookup.lookup('token', `idempotent request ${request}`);

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
      await rows.createIndex({ newId: 1 });
    },

    /**
     * Claims a key for a request. `first`: do it, with this id for what it makes (also after an attempt that was killed); `again`: it was
     * done; `busy`: it is being done; `other`: the key is another request's.
     */
    async claim(from: PartnersKey & { request: string; newId: string }, now: Date): Promise<KeyClaim> {
      const _id = rowId(from);
      const request = fingerprint(from.request);
      const busyUntil = new Date(now.getTime() + lease);
      const first = { _id, request, newId: from.newId, busyUntil, expiresAt: new Date(now.getTime() + day) };
      if (await insertNew(rows, first)) return { kind: 'first', newId: from.newId };
      const row = await rows.findOne({ _id });
      if (!row) return this.claim(from, now);
      if (row.expiresAt <= now) {
        await rows.deleteOne({ _id, expiresAt: row.expiresAt });
        return this.claim(from, now);
      }
      if (row.request !== request) return { kind: 'other' };
      if (row.answer) {
        return { kind: 'again', answer: sealer.openJson<KeptAnswer>(bytesOf(row.answer), `idempotency:${_id}`) };
      }
      const taken = await rows.updateOne(
        { _id, answer: { $exists: false }, busyUntil: { $lte: now } },
        { $set: { busyUntil } },
      );
      return taken.modifiedCount === 1 ? { kind: 'first', newId: row.newId } : { kind: 'busy' };
    },

    /** It was answered so, and will be for as long as the key is kept. */
    async keep(from: PartnersKey, answer: KeptAnswer): Promise<void> {
      const _id = rowId(from);
      await rows.updateOne({ _id }, { $set: { answer: sealer.sealJson(answer, `idempotency:${_id}`) } });
    },

    /** It was refused and nothing was made: the key is free. */
    async release(from: PartnersKey): Promise<void> {
      await rows.deleteOne({ _id: rowId(from), answer: { $exists: false } });
    },

    /** What was answered about something is not to be kept any longer. */
    async forget(newId: string): Promise<void> {
      await rows.updateMany(
        { newId },
        { $unset: { answer: '' }, $set: { busyUntil: new Date('9999-12-31T00:00:00Z') } },
      );
    },
  };
}
