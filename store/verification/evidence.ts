import { Conflict } from '../../platform/errors.js';
import { randomId } from '../../platform/random-id.js';
import { bytesOf, insertMissing } from '../collection.js';
import type { StoreTools } from '../tools.js';
import { caseKeys } from './case-keys.js';

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
  | 'decision'
  | 'automation'
  | 'note';

export type EvidenceRow = {
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

/** A piece without its contents. */
export type ListedPiece = Omit<EvidenceRow, 'sealed'>;

/** What is put: a picture, or a fact as JSON. */
export type NewPiece = {
  id?: string;
  slot: Slot;
  attempt: number;
  bytes: Uint8Array;
  mediaType: string;
  tags?: Record<string, string | number>;
};

/** What is got back. */
export type Piece = Required<NewPiece>;

const factIn = <T>({ bytes }: Piece): T => JSON.parse(Buffer.from(bytes).toString());

/** Evidence, immutable once put, sealed under a key per case that lives in the keys database: deleting the key erases it all. */
export function evidence({ db, keysDb, sealer }: StoreTools) {
  const rows = db.collection<EvidenceRow>('evidence');
  const keys = caseKeys({ keysDb, sealer });

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ caseId: 1, slot: 1, attempt: 1 });
    },

    /** Seals and keeps one piece. Repeating it with the same id changes nothing. @returns its id. */
    async put({ caseId, now, ...piece }: { caseId: string; now: Date } & NewPiece): Promise<string> {
      const [id] = await this.putAll(caseId, [piece], now);
      return id as string;
    },

    /** Seals and keeps pieces that came together, in one write. Repeating it with the same ids changes nothing. @returns their ids. */
    async putAll(caseId: string, pieces: readonly NewPiece[], now: Date): Promise<string[]> {
      const caseSealer = await keys.of(caseId, true);
      if (!caseSealer) throw new Conflict('evidence_erased', 'This verification is over.');
      const added = pieces.map(({ id = randomId(), bytes, tags, ...piece }) => ({
        _id: id,
        caseId,
        ...piece,
        ...(tags ? { tags } : {}),
        sealed: caseSealer.seal(bytes, `evidence:${caseId}:${piece.slot}:${id}`),
        createdAt: now,
      }));
      await insertMissing(rows, added);
      return added.map(({ _id }) => _id);
    },

    /** @returns the bytes, only when the piece belongs to that case; undefined when it does not exist or was erased. */
    async get(caseId: string, id: string): Promise<Piece | undefined> {
      return (await this.getAll(caseId, [id]))[0];
    },

    /** @returns those of the pieces that belong to that case and were not erased, in the order of `ids`. */
    async getAll(caseId: string, ids: readonly string[]): Promise<Piece[]> {
      if (ids.length === 0) return [];
      const found = await rows.find({ _id: { $in: [...ids] }, caseId }).toArray();
      const caseSealer = found.length > 0 ? await keys.of(caseId, false) : undefined;
      if (!caseSealer) return [];
      const byId = new Map(found.map((row) => [row._id, row]));
      return ids.flatMap((id) => {
        const row = byId.get(id);
        if (!row) return [];
        const { slot, attempt, mediaType, tags = {} } = row;
        const bytes = caseSealer.open(bytesOf(row.sealed), `evidence:${caseId}:${slot}:${id}`);
        return [{ id, slot, attempt, mediaType, tags, bytes }];
      });
    },

    /** Removes pieces that no form names: of two uploads at once, those of the one that does not count. */
    async drop(caseId: string, ids: readonly string[]): Promise<void> {
      await rows.deleteMany({ caseId, _id: { $in: [...ids] } });
    },

    /** Which pieces a case has, without their contents, oldest first. */
    list: (caseId: string): Promise<ListedPiece[]> =>
      rows
        .find<ListedPiece>({ caseId }, { projection: { sealed: 0 } })
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
      return piece ? factIn<T>(piece) : undefined;
    },

    /** The facts of every attempt that is kept. */
    async facts<T>(caseId: string, slot: Slot): Promise<T[]> {
      const found = await rows.find({ caseId, slot }, { projection: { _id: 1 } }).toArray();
      const pieces = await this.getAll(
        caseId,
        found.map(({ _id }) => _id),
      );
      return pieces.map((piece) => factIn<T>(piece));
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
      await keys.erase(caseId);
      await rows.deleteMany({ caseId });
    },

    /** Cases of which something may still be kept, one after the other; ids of delegations among them. */
    kept: () => keys.kept(),
  };
}
