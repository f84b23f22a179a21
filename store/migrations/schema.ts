import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../platform/log/log.js';
import type { StoreTools } from '../tools.js';
import { migrations } from './all.js';
import { declaredIndexes } from './declared-indexes.js';
import { ledger } from './ledger.js';
import { migrate } from './migrate.js';
import { isReady, type SchemaStanding, SchemaTooNew, standingOf } from './standing.js';

/** How often a process that waits for the migrations looks again, and how often it says so, in milliseconds. */
const looks = 1_000;
const says = 15_000;

/** What the code asks of the databases. @param declare has every collection say which indexes it wants */
export function schema(tools: StoreTools, declare: (tools: StoreTools) => Promise<unknown>) {
  const book = ledger(tools.db);
  const standing = async (): Promise<SchemaStanding> => {
    const wanted = (await declaredIndexes(tools, declare)).map(({ name }) => name);
    return standingOf(migrations, await book.all(), { wanted, there: await book.indexes() });
  };
  return {
    standing,

    /** Runs what is pending. To be called by `surety migrate`, and by what sets up a database for development. */
    migrate: async (release = 'unreleased', say?: (line: string) => void): Promise<number[]> => {
      const indexes = await declaredIndexes(tools, declare);
      return migrate(tools, { migrations, indexes, release, ...(say ? { say } : {}) });
    },

    /**
     * Resolves when the databases are as this process needs them. Nothing is changed here: a process that comes up while others serve must
     * not build an index for hours, nor be killed in the middle of it by whoever waits for it to be ready.
     * @throws SchemaTooNew
     */
    async awaited(log: Pick<Logger, 'warn'>): Promise<void> {
      for (let waited = 0; ; waited += looks) {
        const found = await standing();
        if (found.beyond.length > 0) throw new SchemaTooNew(found.beyond, migrations.at(-1)?.number ?? 0);
        if (isReady(found)) return;
        if (waited % says === 0) {
          const { pending, missingIndexes } = found;
          const missing = { migrations: pending.map(({ number }) => number), indexes: missingIndexes.length };
          log.warn(missing, 'the database is not migrated yet: run `surety migrate`; this process waits for it');
        }
        await sleep(looks);
      }
    },
  };
}
