import { type AnyBulkWriteOperation, Binary, type Document } from 'mongodb';
import { SuretyError } from '../../platform/errors.js';
import { sealedUnder } from '../../platform/keys/sealing.js';
import { bytesOf } from '../collection.js';
import type { StoreTools } from '../tools.js';
import { otherBytes, type RowPart, type SealedField, sealedFields } from './sealed-fields.js';

/** A collection of one of the databases. */
export type Place = Pick<SealedField, 'database' | 'collection'>;

/** How far a collection has been gone through: the rows whose ids are no texts, then those up to `after`. `left`: fields that stay under an older key, and how many of each. */
export type ResealProgress = { after?: string; resealed: number; left: Record<string, number> };

/** Rows of a page, and how many of them are fetched together. */
const pageSize = 200;
const batchSize = 20;
/** Some rows hold files of several megabytes: what has come to so many bytes is written, before more is read. */
const writtenAt = 4_000_000;

/** By types, whose ids stand together in the index. */
const notText = { $type: ['number', 'object', 'binData', 'objectId', 'bool', 'date'] } as never;

type Write = AnyBulkWriteOperation<Document>;

/** Something in a row that may be sealed, with the element of an array that it lies in. */
type Found = { path: string; field: string; bytes: Uint8Array; part: RowPart };

/**
 * Seals anew, under the newest sealing key, what lies under older ones. Every binary value of every collection is looked at, not only those that
 * are known to be sealed: what is not among the known ones (store/sealing/sealed-fields.ts) is reported, and its key stays needed.
 */
export function resealing({ db, keysDb, sealer }: Pick<StoreTools, 'db' | 'keysDb' | 'sealer'>) {
  const databases = { db, keysDb };
  const older = new Set(sealer.keyIds.slice(1));
  const fields = new Map(sealedFields.map((one) => [fieldOf(one, one.path), one]));

  /** The write that puts the same under the newest key, unless somebody else changes it meanwhile. */
  function resealValue(place: Place, row: RowPart, { path, field, bytes, part }: Found): Write | undefined {
    const known = fields.get(fieldOf(place, field));
    if (!known) return undefined;
    const context = known.context(row, part);
    try {
      const fresh = new Binary(sealer.seal(sealer.open(bytes, context), context));
      const unchanged = { _id: row._id, [path]: new Binary(bytes) } as Document;
      return { updateOne: { filter: unchanged, update: { $set: { [path]: fresh } } } };
    } catch (error) {
      if (error instanceof SuretyError) return undefined;
      throw error;
    }
  }

  return {
    ensureIndexes: async () => {},

    /** Every collection that there is. */
    async places(): Promise<Place[]> {
      const all = await Promise.all(
        (['db', 'keysDb'] as const).map(async (database) => {
          const found = await databases[database].listCollections({}, { nameOnly: true }).toArray();
          return found.map(({ name }) => ({ database, collection: name }));
        }),
      );
      return all.flat().filter(({ collection }) => !collection.startsWith('system.'));
    },

    /**
     * Goes through one page of a collection, in the order of ids, from where an earlier call came to. Repeating it changes nothing. The first
     * page is that of the few rows whose ids are not texts: no comparison finds ids of two types together.
     * @returns how far it came, and whether that is the end
     */
    async page(place: Place, before: ResealProgress): Promise<{ progress: ResealProgress; end: boolean }> {
      const skipped = Object.fromEntries((otherBytes[place.collection] ?? []).map((field) => [field, 0]));
      const texts = before.after !== undefined;
      const collection = databases[place.database].collection(place.collection);
      const rows = collection
        .find({ _id: texts ? { $gt: before.after as never } : notText }, { projection: skipped })
        .sort({ _id: 1 })
        .limit(texts ? pageSize : 0)
        .batchSize(batchSize);
      const progress = { after: '', ...before, left: { ...before.left } };
      let writes: Write[] = [];
      let bytes = 0;
      const flush = async () => {
        if (writes.length > 0) await collection.bulkWrite(writes, { ordered: false });
        progress.resealed += writes.length;
        [writes, bytes] = [[], 0];
      };
      let read = 0;
      for await (const row of rows) {
        for (const found of binariesIn(row)) {
          if (!older.has(sealedUnder(found.bytes) ?? '')) continue;
          const write = resealValue(place, row, found);
          if (!write) {
            progress.left[found.field] = (progress.left[found.field] ?? 0) + 1;
            continue;
          }
          writes.push(write);
          bytes += found.bytes.length;
        }
        if (bytes >= writtenAt) await flush();
        if (texts) progress.after = String(row._id);
        read += 1;
      }
      await flush();
      return { progress, end: texts && read < pageSize };
    },
  };
}

const fieldOf = ({ database, collection }: Place, path: string) => `${database} ${collection} ${path}`;

/** Every binary value of a row. */
function* binariesIn(part: unknown, path = '', field = '', element?: RowPart): Generator<Found> {
  if (part instanceof Binary || part instanceof Uint8Array) {
    yield { path, field, bytes: bytesOf(part), part: element ?? {} };
  } else if (Array.isArray(part)) {
    for (const [index, one] of part.entries()) {
      yield* binariesIn(one, `${path}.${index}`, `${field}[]`, one as RowPart);
    }
  } else if (typeof part === 'object' && part !== null && isPlain(part)) {
    for (const [name, value] of Object.entries(part)) {
      yield* binariesIn(value, path ? `${path}.${name}` : name, field ? `${field}.${name}` : name, element);
    }
  }
}

/** Dates and ids of the driver have nothing inside. */
const isPlain = (value: object): boolean => Object.getPrototypeOf(value) === Object.prototype;
