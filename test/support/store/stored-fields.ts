import { Binary, type Collection, type Document } from 'mongodb';
import type { FieldTree, Processing } from '../../../store/processing/declare.js';
import { processings } from '../../../store/processing/processing.js';
import type { StoreTools } from '../../../store/tools.js';

const records = new Map(processings.map((one) => [one.collection, one]));
const sealedKinds: readonly string[] = ['sealed', 'case', 'account', 'wrapped'];

/** All collections of both databases. */
export async function allCollections({ db, keysDb }: Pick<StoreTools, 'db' | 'keysDb'>): Promise<Collection[]> {
  const found = await Promise.all([db, keysDb].map((one) => one.listCollections({}, { nameOnly: true }).toArray()));
  return [db, keysDb].flatMap((one, at) => (found[at] ?? []).map(({ name }) => one.collection(name)));
}

/** What is stored and not declared, or otherwise than declared: one line for each field, without its value. */
export async function undeclared(tools: Pick<StoreTools, 'db' | 'keysDb'>): Promise<string[]> {
  const each = (await allCollections(tools)).map(async (rows) => {
    const record = records.get(rows.collectionName);
    const stored = await rows.find().limit(500).toArray();
    // Test databases are used again: of another test's collections empty ones may be left.
    if (!record) return stored.length > 0 ? [`${rows.collectionName} is not declared`] : [];
    return stored.flatMap((row) => wrongIn(record, row));
  });
  return [...new Set((await Promise.all(each)).flat())].sort();
}

/** What is wrong in one row. */
export function wrongIn({ collection, fields, kept }: Processing, row: Document): string[] {
  const ends = 'by' in kept ? row[kept.by] : undefined;
  const noDate =
    ends === undefined || ends instanceof Date
      ? []
      : [`${collection}.${(kept as { by: string }).by} is no date: nothing would remove it`];
  return [...noDate, ...wrongFields(collection, fields, row)];
}

function wrongFields(at: string, tree: FieldTree, row: Document): string[] {
  return Object.entries(row).flatMap(([name, value]) => {
    const told = tree[name];
    const path = `${at}.${name}`;
    if (told === undefined) return [`${path} is not declared`];
    return (Array.isArray(value) ? value : [value]).flatMap((one) => wrongValue(path, told, one));
  });
}

function wrongValue(path: string, told: string | FieldTree, value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (typeof told !== 'string') {
    return isRow(value) ? wrongFields(path, told, value) : [`${path} is declared with fields and has none`];
  }
  if (told === 'public') return [];
  if (sealedKinds.includes(told)) return isBytes(value) ? [] : [`${path} is declared as sealed and is not bytes`];
  if (holdsBytes(value)) return [`${path} is declared as ${told} and holds bytes`];
  // A keyed hash, or the hash of a secret, in base64url.
  if (told === 'hashed' && !/^[\w-]{6,}$/.test(String(value))) return [`${path} is declared as hashed and is not`];
  return JSON.stringify(value).includes('@') ? [`${path} is declared as plain and may hold an email address`] : [];
}

const isBytes = (value: unknown): boolean => value instanceof Binary || value instanceof Uint8Array;
const isRow = (value: unknown): value is Document => typeof value === 'object' && value !== null && !isBytes(value);
const holdsBytes = (value: unknown): boolean =>
  isBytes(value) || (isRow(value) && !(value instanceof Date) && Object.values(value).some(holdsBytes));
