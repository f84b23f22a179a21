import type { CommonConfig, ProcessName } from '../platform/config.js';
import type { Logger } from '../platform/log.js';
import { createLookup } from '../platform/lookup.js';
import { createSealer } from '../platform/sealing.js';
import { openStore, type Store } from './database.js';

/** Behind a page, in milliseconds. */
const whilePeopleWait = 10_000;

/**
 * The store of a process that serves: it belongs to the process's environment, is migrated (which is waited for), and holds nothing that
 * the process lacks a key for.
 *
 * @throws ConfigError naming the setting, SchemaTooNew
 */
export async function openForProcess(name: ProcessName, config: CommonConfig, log: Logger): Promise<Store> {
  const { environment } = config;
  const settings = { ...config, ...(name === 'api' ? { answerWithinMs: whilePeopleWait } : {}) };
  const store = await openStore(settings, createSealer(config.sealingKey), createLookup(config.lookupKey, environment));
  await store.environment.keepTo(environment, name, new Date());
  await store.schema.awaited(log);
  await store.sealingKeys.keepTo(name, new Date());
  return store;
}
