import { setTimeout as sleep } from 'node:timers/promises';
import type { DeclaredIndex } from './declared-indexes.js';
import { takeLease } from './lease.js';
import { ledger } from './ledger.js';
import type { Databases, Migration } from './migration.js';
import { SchemaTooNew, standingOf } from './standing.js';

export type MigrateOptions = {
  migrations: readonly Migration[];
  indexes: readonly DeclaredIndex[];
  release: string;
  /** Told of each thing before it is done. */
  say?: (line: string) => void;
  /** See {@link takeLease}. */
  leaseLasts?: number;
};

/** How often who waits for another process looks again, in milliseconds. */
const again = 200;

/**
 * Brings the databases to what the code needs: pending migrations in their order, then indexes. One process at a time does it; others wait,
 * take over from one that died, and find nothing left to do.
 *
 * @returns the numbers of the migrations that this process has run
 * @throws SchemaTooNew, LeaseLost
 */
export async function migrate(databases: Databases, options: MigrateOptions): Promise<number[]> {
  const { migrations, indexes, release, say = () => undefined, leaseLasts } = options;
  const { db } = databases;
  const book = ledger(db);
  const look = async () =>
    standingOf(migrations, await book.all(), {
      wanted: indexes.map(({ name }) => name),
      there: await book.indexes(),
    });
  let lease = await takeLease(db, leaseLasts);
  if (!lease) say('Another process migrates now: waiting for it.');
  while (!lease) {
    await sleep(again);
    lease = await takeLease(db, leaseLasts);
  }
  const ran: number[] = [];
  try {
    const { pending, beyond } = await look();
    if (beyond.length > 0) throw new SchemaTooNew(beyond, migrations.at(-1)?.number ?? 0);
    for (const { number } of pending) {
      const migration = migrations.find((one) => one.number === number) as Migration;
      say(`Migration ${number}: ${migration.name}`);
      await book.begin(migration, lease.token, release, new Date());
      await migration.run(databases, lease.held);
      await lease.held();
      await book.done(number, lease.token, new Date());
      ran.push(number);
    }
    const { missingIndexes } = await look();
    if (missingIndexes.length > 0) say(`Indexes: ${missingIndexes.length} to make or to find`);
    // Those that are recorded, too: somebody may have dropped one, or restored a collection without it. One that is there costs nothing.
    await Promise.all(indexes.map(({ make }) => make()));
    await lease.held();
    await book.noteIndexes(indexes.map(({ name }) => name));
  } finally {
    await lease.giveBack().catch(() => undefined);
  }
  return ran;
}
