import { Conflict } from '../platform/errors.js';
import { randomId } from '../platform/random-id.js';
import { createSealer } from '../platform/sealing.js';
import { bytesOf, isDuplicateKey } from './collection.js';
import type { StoreTools } from './tools.js';

/** What a piece of evidence is. Facts (typed details, readings, results) are sealed JSON in the same place, so that one key erases all. */
export type Slot =
  | 'document'
  | 'portrait'
  | 'face-frame'
  | 'face-photo'
  | 'attached'
  | 'details'
  | 'pds-record'
  | 'document-reading'
  | 'face-result'
  | 'face-template'
  | 'decision';

type EvidenceRow = {
  _id: string;
  caseId: string;
  slot: Slot;
  attempt: number;
  /** Frames of a scan: which pose, when (ms since the scan began). Not personal. */
  tags?: Record<string, string | number>;
  mediaType: string;
  sealed: Uint8Array;
  createdAt: Date;
};

/** A key that was erased leaves its row behind, so that none is made anew for the same case. */
type CaseKey = { _id: string; wrapped?: Uint8Array; erasedAt?: Date };

/** Evidence, immutable once put, sealed under a key per case that lives in the keys database: deleting the key erases it all. */
export function evidence({ db, keysDb, sealer }: StoreTools) {
  const rows = db.collection<EvidenceRow>('evidence');
  const keys = keysDb.collection<CaseKey>('case_keys');

  const sealerOf = async (caseId: string, make: boolean) => {
    const existing = await keys.findOne({ _id: caseId });
    if (existing) return opened(caseId, existing);
    if (!make) return undefined;
    try {
      const { wrapped, key } = sealer.newDataKey(`case:${caseId}`);
      await keys.insertOne({ _id: caseId, wrapped });
      return createSealer(key);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return opened(caseId, await keys.findOne({ _id: caseId }));
    }
  };

  const opened = (caseId: string, row: CaseKey | null) =>
    row?.wrapped ? createSealer(sealer.unwrap(bytesOf(row.wrapped), `case:${caseId}`)) : undefined;

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ caseId: 1, slot: 1, attempt: 1 });
    },

    /** Seals and keeps one piece. Repeating it with the same id changes nothing. @returns its id. */
    async put(piece: {
      id?: string;
      caseId: string;
      slot: Slot;
      attempt: number;
      bytes: Uint8Array;
      mediaType: string;
      tags?: Record<string, string | number>;
      now: Date;
    }): Promise<string> {
      const id = piece.id ?? randomId();
      const caseSealer = await sealerOf(piece.caseId, true);
      if (!caseSealer) throw new Conflict('evidence_erased', 'This verification is over.');
      try {
        await rows.insertOne({
          _id: id,
          caseId: piece.caseId,
          slot: piece.slot,
          attempt: piece.attempt,
          mediaType: piece.mediaType,
          ...(piece.tags ? { tags: piece.tags } : {}),
          sealed: caseSealer.seal(piece.bytes, `evidence:${piece.caseId}:${piece.slot}:${id}`),
          createdAt: piece.now,
        });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      return id;
    },

    /** @returns the bytes, only when the piece belongs to that case; undefined when it does not exist or was erased. */
    async get(caseId: string, id: string) {
      const row = await rows.findOne({ _id: id, caseId });
      const caseSealer = row && (await sealerOf(caseId, false));
      if (!row || !caseSealer) return undefined;
      const bytes = caseSealer.open(bytesOf(row.sealed), `evidence:${caseId}:${row.slot}:${id}`);
      return { id, slot: row.slot, attempt: row.attempt, mediaType: row.mediaType, tags: row.tags ?? {}, bytes };
    },

    /** Removes pieces that no form names: of two uploads at once, those of the one that does not count. */
    async drop(caseId: string, ids: readonly string[]): Promise<void> {
      await rows.deleteMany({ caseId, _id: { $in: [...ids] } });
    },

    /** Which pieces a case has, without their contents, oldest first. */
    list: (caseId: string) =>
      rows
        .find({ caseId }, { projection: { sealed: 0 } })
        .sort({ createdAt: 1, _id: 1 })
        .toArray(),

    /** Keeps a fact as sealed JSON: `<caseId>-<slot>-<attempt>` is its id, the first one put stays. */
    async putFact(caseId: string, slot: Slot, attempt: number, value: unknown, now: Date): Promise<void> {
      const bytes = Buffer.from(JSON.stringify(value));
      const id = `${caseId}-${slot}-${attempt}`;
      await this.put({ id, caseId, slot, attempt, bytes, mediaType: 'application/json', now });
    },

    /** The fact of the latest attempt, or of the given one. */
    async fact<T>(caseId: string, slot: Slot, attempt?: number): Promise<T | undefined> {
      const row = await rows.findOne(
        { caseId, slot, ...(attempt === undefined ? {} : { attempt }) },
        { sort: { attempt: -1 }, projection: { _id: 1 } },
      );
      const piece = row && (await this.get(caseId, row._id));
      return piece ? (JSON.parse(Buffer.from(piece.bytes).toString()) as T) : undefined;
    },

    /**
     * The fact of one slot that belongs to the newest of another: the PDS record that the newest details matched, for one. What an
     * earlier attempt had found does not count for a later one.
     */
    async factOfNewest<T>(caseId: string, slot: Slot, newestOf: Slot): Promise<T | undefined> {
      const newest = await rows.findOne(
        { caseId, slot: newestOf },
        { sort: { attempt: -1 }, projection: { attempt: 1 } },
      );
      return newest ? this.fact<T>(caseId, slot, newest.attempt) : undefined;
    },

    /** Erases all of a case's evidence: the key first, so that even what a backup holds cannot be opened. */
    async erase(caseId: string): Promise<void> {
      await keys.updateOne(
        { _id: caseId },
        { $unset: { wrapped: '' }, $set: { erasedAt: new Date() } },
        { upsert: true },
      );
      await rows.deleteMany({ caseId });
    },
  };
}
