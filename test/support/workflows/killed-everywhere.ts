import { expect, jest } from '@jest/globals';
import { Collection } from 'mongodb';

const writing = ['updateOne', 'updateMany', 'insertOne', 'insertMany', 'deleteOne', 'deleteMany', 'bulkWrite'] as const;
const alsoWriting = ['findOneAndUpdate', 'findOneAndDelete', 'replaceOne'] as const;

/** Activities in the order in which their workflow asks for them, and what there is to be seen of their work. */
export type Doing = {
  steps: readonly (() => Promise<unknown>)[];
  /** What must hold as soon as the process is dead. */
  meanwhile?: () => Promise<void>;
  seen: () => Promise<unknown>;
};

/** Kills this process as far as the store can tell: from the n-th write on it takes none. To be called before the store is opened. */
export function killable() {
  let deadFrom = Number.POSITIVE_INFINITY;
  let asked = 0;
  for (const name of [...writing, ...alsoWriting]) {
    const real = Collection.prototype[name] as (...given: unknown[]) => Promise<unknown>;
    const dying = async function (this: unknown, ...given: unknown[]) {
      asked += 1;
      if (asked >= deadFrom) throw new Error('killed');
      return real.apply(this, given);
    };
    jest.spyOn(Collection.prototype, name).mockImplementation(dying as never);
  }
  /** @param write from which on it is dead; Infinity lets it live */
  const killAt = (write: number) => {
    deadFrom = write;
    asked = 0;
  };

  /**
   * Does it again and again: each of its steps is killed before its first write, then each before its second, and so on until none has so
   * many. A step that was killed is done again as Temporal does it, and once more, as when the word that it was done is lost. What is seen
   * at the end must be what is seen where nobody is killed.
   * @returns that, and how many times it was killed
   */
  const killedEverywhere = async (begin: () => Promise<Doing>): Promise<{ seen: unknown; kills: number }> => {
    const after: unknown[] = [];
    for (let [write, kills] = [1, 0]; ; write++) {
      const { steps, meanwhile, seen } = await begin();
      const before = kills;
      for (const step of steps) {
        killAt(write);
        const died = await step().then(
          () => undefined,
          (error: Error) => error.message,
        );
        killAt(Number.POSITIVE_INFINITY);
        if (died === undefined) continue;
        expect({ write, died }).toEqual({ write, died: 'killed' });
        kills += 1;
        await meanwhile?.();
        await step();
        await step();
      }
      const last = await seen();
      if (kills === before) {
        for (const [index, one] of after.entries())
          expect({ write: index + 1, seen: one }).toEqual({ write: index + 1, seen: last });
        return { seen: last, kills };
      }
      after.push(last);
    }
  };
  return { killAt, killedEverywhere };
}
