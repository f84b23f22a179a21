import { createLookup } from '../../platform/keys/lookup.js';
import { createSealer } from '../../platform/keys/sealing.js';
import { openConfig } from '../../platform/settings/config.js';
import { openStore } from '../database.js';

/**
 * Brings the databases that the settings name to what this version needs.
 * @param env settings of the checks process
 * @returns the numbers of the migrations that were run here
 */
export async function migrateDatabases(env: NodeJS.ProcessEnv, say?: (line: string) => void): Promise<number[]> {
  const config = await openConfig(env, 'checks');
  const lookup = createLookup(config.lookupKey, config.environment);
  // An index of a large collection takes as long as it takes.
  const settings = { ...config, answerWithinMs: 0 };
  const store = await openStore(settings, createSealer(config.sealingKey), lookup);
  try {
    // Before anything is written: a sandbox's command must not touch the databases of live.
    await store.environment.keepTo(config.environment, 'migrate', new Date());
    return await store.schema.migrate(config.release, say);
  } finally {
    await store.close();
  }
}
