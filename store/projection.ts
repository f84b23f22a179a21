import type { Collection, Document, Filter } from 'mongodb';
import { isDuplicateKey } from './collection.js';

/**
 * Writes a workflow's public state, conditional on its version within its epoch: a late or repeated projection never overwrites a newer one.
 * @param seen only in the place of this very state
 * @returns false when a newer state, or another than the one that was seen, is there already.
 */
export async function projectState<Row extends Document & { _id: string }>(
  rows: Collection<Row>,
  state: { id: string; epoch: number; version: number },
  seen?: { epoch: number; version: number },
): Promise<boolean> {
  const { id, ...fields } = state;
  const older = [
    { epoch: { $exists: false } },
    { epoch: { $lt: state.epoch } },
    { epoch: state.epoch, version: { $lt: state.version } },
  ];
  const before = seen ? { epoch: seen.epoch, version: seen.version } : { $or: older };
  // Fields the new state no longer has (an old form, an answered challenge) must go.
  const cleared = [
    'form',
    'challenge',
    'outcome',
    'reviewId',
    'look',
    'otherSide',
    'triesLeft',
    'anotherFrom',
    'problem',
  ].filter((field) => !(field in fields));
  try {
    const result = await rows.updateOne({ _id: id, ...before } as unknown as Filter<Row>, {
      $set: fields as never,
      ...(cleared.length ? { $unset: Object.fromEntries(cleared.map((field) => [field, ''])) as never } : {}),
    });
    return result.matchedCount === 1;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
