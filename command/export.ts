import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { heldOf } from '../store/held/held-of.js';
import { asJson } from '../ui/account/data/write.js';
import { Refused, type Subcommand, UsageError } from './command.js';
import { flags, ordering, orderOf } from './flags.js';
import { accountOf, demandMigrated, noted, opened } from './open.js';

/** All that is held of one account, as the person could download it themselves. */
export const exportAccount: Subcommand = {
  usage: 'export ACCOUNT --to FILE --by NAME --reason TEXT',
  more: `Writes all that is held of an account to FILE, which must not be there yet, as JSON that only its owner may read. It is what people
can download themselves at /account/data. It is full of personal data: hand it over, and delete it.`,
  run: ({ args, env }) =>
    opened({ env }, async ({ store }) => {
      const { values, positionals } = flags(args, { ...ordering, to: { type: 'string' } }, 1);
      const [accountId] = positionals;
      if (!accountId || !values.to) throw new UsageError('ACCOUNT and --to FILE are needed');
      const order = orderOf(values);
      await demandMigrated(store);
      const account = await accountOf(store, accountId);
      await noted(store, order, { action: 'data.exported', accountId });
      await writeFile(values.to, Readable.from(asJson(heldOf(store, account))), { flag: 'wx', mode: 0o600 }).catch(
        (error: NodeJS.ErrnoException) => {
          if (error.code !== 'EEXIST') throw error;
          throw new Refused(`${values.to} is there already: name another file.`);
        },
      );
      return { ok: true, lines: [`Written to ${values.to}`], json: { accountId, to: values.to } };
    }),
};
