import type { Db, Document } from 'mongodb';
import { BSON } from 'mongodb';
import type { StoreTools } from '../../../store/tools.js';

type Databases = Pick<StoreTools, 'db' | 'keysDb'>;

/** What a backup holds: the rows of each collection, as the database itself writes them. No indexes. */
export type Dump = { database: keyof Databases; collection: string; rows: Uint8Array[] }[];

const names = ['db', 'keysDb'] as const;

/** All rows of both databases. For tests: operators use `mongodump`, or snapshots. */
export async function dump(from: Databases): Promise<Dump> {
  const found: Dump = [];
  for (const database of names) {
    for (const { name } of await collections(from[database])) {
      const rows = await from[database].collection(name).find().toArray();
      found.push({ database, collection: name, rows: rows.map((row) => BSON.serialize(row)) });
    }
  }
  return found;
}

/** Brings rows back to databases that are emptied first, of their indexes, too. */
export async function restore(to: Databases, from: Dump): Promise<void> {
  for (const name of names) {
    for (const { name: collection } of await collections(to[name])) await to[name].dropCollection(collection);
  }
  for (const { database, collection, rows } of from) {
    const known: Document[] = rows.map((row) => BSON.deserialize(row, { promoteBuffers: false }));
    if (known.length > 0) await to[database].collection(collection).insertMany(known);
  }
}

const collections = (db: Db) => db.listCollections({}, { nameOnly: true }).toArray();
