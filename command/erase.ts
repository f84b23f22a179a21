import { setTimeout as sleep } from 'node:timers/promises';
import { randomId } from '../platform/random-id.js';
import type { Account } from '../store/accounts/accounts.js';
import { closeAccount, eraseNow } from '../ui/workflows/closure.js';
import { Refused, type Subcommand, UsageError } from './command.js';
import { confirming, flags, orderOf } from './flags.js';
import { accountOf, demandMigrated, noted, type Opened, opened } from './open.js';

/** How long the command waits for the erasure, which goes on without it, in milliseconds. */
const patience = 120_000;

/** Erases one account at once: closing it as its person would, without the seven days. */
export const erase: Subcommand = {
  usage: 'erase ACCOUNT [--yes --by NAME --reason TEXT]',
  more: `Closes an account as its person would, without the seven days in which they could change their mind: signed out everywhere, erased in every
collection, partners and the person told. Without --yes it says what there is and changes nothing. It cannot be undone; backups keep what
they have.`,
  run: ({ args, env }) =>
    opened({ env }, async ({ store, temporal }) => {
      const { values, positionals } = flags(args, confirming, 1);
      const [accountId] = positionals;
      if (!accountId) throw new UsageError('ACCOUNT is needed');
      await demandMigrated(store);
      const account = await accountOf(store, accountId);
      if (account.blocked && !account.closing) {
        throw new Refused(
          'The account is blocked, and a blocked one is not erased: unblock it at /casework/people first.',
        );
      }
      if (!values.yes) return plan(store, account);
      const order = orderOf(values);
      await noted(store, order, { action: 'account.erase_ordered', accountId });
      const closingId = account.closing?.id ?? randomId();
      if (!(await closeAccount(temporal.client, { closingId, accountId }))) {
        throw new Refused('The account could not be closed: it was blocked or closed meanwhile. Look again.');
      }
      await eraseNow(temporal.client, closingId);
      for (const end = Date.now() + patience; await store.accounts.byId(accountId); await sleep(250)) {
        if (Date.now() < end) continue;
        throw new Refused(
          'Erasing goes on, but is not done after two minutes: see whether the worker runs (`surety health`), and ask again.',
        );
      }
      return { ok: true, lines: ['Erased.'], json: { accountId, erased: true } };
    }),
};

async function plan(store: Opened['store'], { _id: accountId, level, createdAt, closing }: Account) {
  const [cases, journeys, partners] = await Promise.all([
    store.cases.idsOf(accountId),
    store.journeys.listByAccount(accountId, 1_000),
    store.consents.partnersOf(accountId),
  ]);
  const found = { level, createdAt, closing: closing?.until, cases: cases.length, journeys: journeys.length, partners };
  const lines = [
    `Account of ${createdAt.toISOString()} at ${level}; ${cases.length} cases, ${journeys.length} journeys, known to ${partners.join(', ') || 'no partner'}.`,
    ...(closing ? [`It is closing, and would be erased at ${closing.until.toISOString()} by itself.`] : []),
    'Nothing was changed. To erase it at once: --yes --by NAME --reason TEXT',
  ];
  return { ok: true, lines, json: { accountId, erased: false, ...found } };
}
