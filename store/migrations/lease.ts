import type { Collection, Db } from 'mongodb';
import { isDuplicateKey } from '../collection.js';
import { farOff } from '../connection/far-off.js';

export type LeaseRow = { _id: 'migrations'; token: number; until: Date };

/** What a process that migrates shows that it lives by. Who shows nothing for so long is taken over from, in milliseconds. */
const leaseLasts = 30_000;
const signOfLife = 5_000;

/** Another process migrates now: this one has lost its turn, and has recorded nothing since. */
export class LeaseLost extends Error {
  readonly code = 'migration_lease_lost';

  constructor() {
    super(
      'Another process has taken over the migrations, because this one showed no sign of life for too long. Look at what it says.',
    );
    this.name = 'LeaseLost';
  }
}

/** The right to migrate, which one process has at a time. Its token grows with each holder: what is recorded carries it. */
export type Lease = {
  token: number;
  /** @throws LeaseLost */
  held(): Promise<void>;
  giveBack(): Promise<void>;
};

/**
 * Takes the lease where nobody has it.
 * @param lasts how long after its last sign of life a holder counts as dead, in milliseconds
 */
export async function takeLease(db: Db, lasts = leaseLasts): Promise<Lease | undefined> {
  const rows: Collection<LeaseRow> = db.collection<LeaseRow>('migration_lease');
  const token = await next(rows, lasts);
  if (token === undefined) return undefined;
  const keep = async () => {
    const until = new Date(Date.now() + lasts);
    return (await rows.updateOne({ _id: 'migrations', token }, { $set: { until } })).matchedCount === 1;
  };
  // A database that does not answer for a moment is no reason to stop: what counts is whether the lease is still ours when it does.
  const living = setInterval(() => void keep().catch(() => undefined), Math.min(signOfLife, lasts / 4));
  living.unref();
  return {
    token,
    held: async () => {
      if (!(await keep())) throw new LeaseLost();
    },
    giveBack: async () => {
      clearInterval(living);
      await rows.updateOne({ _id: 'migrations', token }, { $set: { until: new Date(0) } });
    },
  };
}

async function next(rows: Collection<LeaseRow>, lasts: number): Promise<number | undefined> {
  const now = Date.now();
  try {
    const row = await rows.findOneAndUpdate(
      {
        _id: 'migrations',
        $or: [{ until: { $lt: new Date(now) } }, { until: { $gt: farOff(new Date(now), lasts) } }],
      },
      { $set: { until: new Date(now + lasts) }, $inc: { token: 1 } },
      { upsert: true, returnDocument: 'after' },
    );
    return row?.token;
  } catch (error) {
    // It is there, and held.
    if (isDuplicateKey(error)) return undefined;
    throw error;
  }
}
