import { createLookup } from '../platform/keys/lookup.js';
import { createSealer } from '../platform/keys/sealing.js';
import { lastWords } from '../platform/log/last-words.js';
import { createLog, type Logger } from '../platform/log/log.js';
import { type CommonConfig, type Config, openConfig, type ProcessName } from '../platform/settings/config.js';
import { forgetSecrets } from '../platform/settings/secret-settings.js';
import { startTracing } from '../platform/tracing/start-tracing.js';
import { openStore, type Store } from './database.js';

/** Behind a page, in milliseconds. */
const whilePeopleWait = 10_000;

/** What every process that serves stands on. */
export interface OpenedProcess<P extends ProcessName> {
  config: Config<P>;
  log: Logger;
  store: Store;
  stopTracing: () => Promise<void>;
}

/**
 * What every process that serves begins with: its settings, after which the environment holds no secrets; its log, which tells of errors that
 * nobody caught; tracing; and the store.
 *
 * @throws ConfigError naming the setting, SchemaTooNew
 */
export async function openProcess<P extends ProcessName>(name: P): Promise<OpenedProcess<P>> {
  const config = await openConfig(process.env, name);
  // Every process has these.
  const common = config as unknown as CommonConfig;
  const log = createLog({ level: common.logLevel, process: name });
  lastWords(log);
  forgetSecrets(process.env);
  const stopTracing = await startTracing(common, name, log);
  return { config, log, store: await storeFor(name, common, log), stopTracing };
}

/** It belongs to the process's environment, is migrated (which is waited for), and holds nothing that the process lacks a key for. */
async function storeFor(name: ProcessName, config: CommonConfig, log: Logger): Promise<Store> {
  const { environment } = config;
  const settings = { ...config, ...(name === 'api' ? { answerWithinMs: whilePeopleWait } : {}) };
  const store = await openStore(settings, createSealer(config.sealingKey), createLookup(config.lookupKey, environment));
  await store.environment.keepTo(environment, name, new Date());
  await store.schema.awaited(log);
  await store.sealingKeys.keepTo(name, new Date());
  return store;
}
