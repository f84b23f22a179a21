import { createLookup } from '../platform/keys/lookup.js';
import { createSealer } from '../platform/keys/sealing.js';
import { type CommonConfig, openConfig } from '../platform/settings/config.js';
import { connectTemporal, type Temporal } from '../platform/temporal/client.js';
import type { Account } from '../store/accounts/accounts.js';
import { openStore, type Store } from '../store/database.js';
import { type Asked, Refused } from './command.js';
import type { Order } from './flags.js';

/** What subcommands work with, opened with the settings of the checks process. */
export type Opened = { config: CommonConfig; store: Store; temporal: Temporal };

/**
 * Opens store and Temporal for as long as the work takes.
 * @throws ConfigError, and Refused where the database does not answer or is not at this version
 */
export async function opened<T>({ env }: Pick<Asked, 'env'>, work: (opened: Opened) => Promise<T>): Promise<T> {
  const config = await openConfig(env, 'checks');
  const lookup = createLookup(config.lookupKey, config.environment);
  const store = await openStore(config, createSealer(config.sealingKey), lookup).catch(() => {
    throw new Refused('The database does not answer: look at MONGODB_URI and KEYS_MONGODB_URI, and whether it runs.');
  });
  const temporal = connectTemporal(config);
  try {
    await store.environment.keepTo(config.environment, 'surety', new Date());
    return await work({ config, store, temporal });
  } finally {
    await Promise.all([store.close(), temporal.close()]);
  }
}

/** Refuses to touch a database that this version does not know, that was not migrated, or something in which cannot be opened. */
export async function demandMigrated(store: Store): Promise<void> {
  const { pending, missingIndexes, beyond } = await store.schema.standing();
  if (beyond.length > 0) {
    throw new Refused('The database belongs to a newer version of Surety: use the `surety` command of that version.');
  }
  if (pending.length + missingIndexes.length > 0) {
    throw new Refused('The database is not at this version: run `surety migrate` first.');
  }
  await store.sealingKeys.keepTo('surety', new Date());
}

/** @throws Refused where there is none */
export async function accountOf({ accounts }: Store, accountId: string): Promise<Account> {
  const account = await accounts.byId(accountId);
  if (account) return account;
  throw new Refused('There is no such account, or it is erased already. Find its id at /casework/people.');
}

/** Everything that the command changes is in the audit, by whom and why. */
export async function noted(
  store: Store,
  order: Order,
  entry: { action: string; accountId?: string; caseId?: string; details?: Record<string, string | number | boolean> },
): Promise<void> {
  const { details, ...rest } = entry;
  await store.audit.append({
    at: new Date(),
    actor: { kind: 'system', id: `operator:${order.by}` },
    ...rest,
    details: { ...details, reason: order.reason },
  });
}
