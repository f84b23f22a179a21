import { migrations } from '../store/migrations/all.js';
import { migrateDatabases } from '../store/migrations/migrate-databases.js';
import type { Subcommand } from './command.js';
import { flags } from './flags.js';
import { opened } from './open.js';

/** Brings the databases to this version. */
export const migrate: Subcommand = {
  usage: 'migrate [--plan]',
  more: `Brings the databases to this version: migrations, then indexes. May be run by several at once, and again after it was killed.
--plan: says what it would do, and ends with 1 where that is something.`,
  run: async ({ args, env, say }) => {
    const { values } = flags(args, { plan: { type: 'boolean' } });
    if (values.plan) {
      const standing = await opened({ env }, ({ store }) => store.schema.standing());
      const { pending, missingIndexes, beyond } = standing;
      const lines = [
        ...pending.map(({ number, name }) => `Migration ${number}: ${name}`),
        ...missingIndexes.map((name) => `Index ${name}`),
        ...beyond.map(({ number, name }) => `This version cannot work with migration ${number}: ${name}`),
      ];
      return { ok: lines.length === 0, lines: lines.length > 0 ? lines : ['Nothing to do'], json: standing };
    }
    const ran = await migrateDatabases(env, say);
    const at = migrations.at(-1)?.number ?? 0;
    const lines = [`The databases are at ${at}; ${ran.length} migrations were run here.`];
    return { ok: true, lines, json: { ran, at } };
  },
};
