import type { Collection, Db } from 'mongodb';
import { ConfigError, type ConfigProblem } from '../platform/settings/config-error.js';
import { insertNew } from './collection.js';
import type { StoreTools } from './tools.js';

type Environment = 'sandbox' | 'live';

export type Mark = { _id: 'environment'; environment: Environment; since: Date };

/** Which environment the databases belong to: whoever comes first says it, for good. Live and sandbox never share one. */
export function environmentMark({ db, keysDb }: Pick<StoreTools, 'db' | 'keysDb'>) {
  return {
    ensureIndexes: async () => {},

    /**
     * Marks both databases, or finds that they are marked already. To be called before anything is read or written.
     * @throws ConfigError naming the setting of a database that the other environment has used
     */
    async keepTo(environment: Environment, process: string, now: Date): Promise<void> {
      const problems: ConfigProblem[] = [];
      for (const [setting, database] of [
        ['MONGODB_DATABASE', db],
        ['KEYS_MONGODB_DATABASE', keysDb],
      ] as const) {
        const marked = await mark(database, environment, now);
        if (marked === environment) continue;
        const expected = `a database that ${marked} has not used, since ENVIRONMENT is ${environment}`;
        problems.push({ setting, expected });
      }
      if (problems.length > 0) throw new ConfigError(process, problems);
    },
  };
}

/** @returns the environment that the database belongs to from now on. */
async function mark(database: Db, environment: Environment, since: Date): Promise<Environment> {
  const marks: Collection<Mark> = database.collection<Mark>('installation');
  if (await insertNew<Mark>(marks, { _id: 'environment', environment, since })) return environment;
  return (await marks.findOne({ _id: 'environment' }))?.environment ?? environment;
}
