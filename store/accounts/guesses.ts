import { type GuessedAt, guessesKept, waitAfter } from '../../domain/accounts/guessing.js';
import type { StoreTools } from '../tools.js';

/** Wrong guesses of one account, browser, address or network. */
export type GuessRow = { _id: string; wrong: number; at: Date; expiresAt: Date };

/** Whom guesses are counted for: `key` is a keyed hash or an id, never an address or email. */
export type Guesser = { at: GuessedAt; key: string };

const oneMore = (now: Date) => ({
  $inc: { wrong: 1 },
  $set: { at: now, expiresAt: new Date(now.getTime() + guessesKept) },
});

const idOf = ({ at, key }: Guesser) => `${at}-${key}`;

/** Counts of wrong passwords and codes, for all processes together; forgotten a day after the last. */
export function guesses({ db }: StoreTools) {
  const rows = db.collection<GuessRow>('guesses');
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
    },

    /** How many milliseconds nobody may guess there: the longest wait of any. One read. */
    async waitOf(guessers: readonly Guesser[], now: Date): Promise<number> {
      const found = await rows.find({ _id: { $in: guessers.map(idOf) }, expiresAt: { $gt: now } }).toArray();
      const waits = found.map(({ _id, wrong, at }) => {
        const guesser = guessers.find((one) => idOf(one) === _id);
        if (!guesser) return 0;
        const wait = waitAfter(guesser.at, wrong);
        // Whose clock was fast must not keep people out for as long as it was.
        return Math.min(wait, at.getTime() + wait - now.getTime());
      });
      return Math.max(0, ...waits);
    },

    /** One wrong guess, counted for each. */
    async countWrong(guessers: readonly Guesser[], now: Date): Promise<void> {
      const update = oneMore(now);
      await rows.bulkWrite(
        guessers.map((one) => ({ updateOne: { filter: { _id: idOf(one) }, update, upsert: true } })),
        { ordered: false },
      );
    },

    /** The same for one. @returns how many there are now */
    async countWrongOf(guesser: Guesser, now: Date): Promise<number> {
      const counted = { upsert: true, returnDocument: 'after' } as const;
      return (await rows.findOneAndUpdate({ _id: idOf(guesser) }, oneMore(now), counted))?.wrong ?? 1;
    },

    /** The person has got in: what was guessed wrong for them before is forgotten. */
    async forget(guesser: Guesser): Promise<void> {
      await rows.deleteOne({ _id: idOf(guesser) });
    },
  };
}
