import {
  type Binary,
  type Collection,
  type Document,
  type Filter,
  MongoBulkWriteError,
  type OptionalUnlessRequiredId,
} from 'mongodb';

/** MongoDB hands bytes back as its own `Binary`: the plain bytes of one. */
export function bytesOf(value: Binary | Uint8Array): Uint8Array {
  return value instanceof Uint8Array ? value : value.value();
}

/** Whether an operation failed because a unique index already holds the value. */
export function isDuplicateKey(error: unknown): boolean {
  return typeof error === 'object' && error !== null && (error as { code?: unknown }).code === 11000;
}

/** The ids of the rows that a filter finds, one after the other. */
export async function* idsOf<Row extends Document & { _id: string }>(
  rows: Collection<Row>,
  filter: Filter<Row>,
): AsyncGenerator<string> {
  for await (const { _id } of rows.find(filter, { projection: { _id: 1 } })) yield _id as string;
}

/** Inserts a row. @returns false where one of its id, or with the same of something else unique, is there: that one stays as it is */
export async function insertNew<Row extends Document>(
  rows: Collection<Row>,
  row: OptionalUnlessRequiredId<Row>,
): Promise<boolean> {
  try {
    await rows.insertOne(row);
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** Inserts, in one write, the rows that are not there yet; those that are stay as they are. */
export async function insertMissing<Row extends Document>(
  rows: Collection<Row>,
  added: readonly OptionalUnlessRequiredId<Row>[],
): Promise<void> {
  if (added.length === 0) return;
  try {
    await rows.insertMany(added, { ordered: false });
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError)) throw error;
    const failures = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
    if (!failures.every(isDuplicateKey)) throw error;
  }
}
