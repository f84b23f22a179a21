import { ConfigError, type ConfigProblem } from '../settings/config-error.js';
import { keySettings, sandboxKey } from '../settings/key-environment.js';
import { readValues } from '../settings/read-values.js';
import { KmsError } from './kms.js';
import { kmsOf } from './kms-settings.js';

/** What a wrapped key begins with, in the place of the key itself. */
export const wrappedPrefix = 'kms:';

/**
 * The environment with every wrapped key unwrapped by the KMS. Where none is wrapped, no KMS is needed or asked. Unwrapped keys are in memory
 * only.
 * @throws ConfigError naming the settings that are wrong: of the KMS, or of a key that it does not unwrap
 */
export async function unwrapSettings(env: NodeJS.ProcessEnv, process: string): Promise<NodeJS.ProcessEnv> {
  const { values } = readValues(env, keySettings);
  const wrapped = Object.entries(values).filter(([, value]) => value.includes(wrappedPrefix));
  if (wrapped.length === 0) return env;
  const kms = kmsOf(env, process);
  const environment = env.ENVIRONMENT === 'sandbox' ? 'sandbox' : 'live';
  const open = { ...env };
  const problems: ConfigProblem[] = [];
  for (const [setting, value] of wrapped) {
    try {
      const keys = value.split(',').map(async (one) => {
        const part = one.trim();
        if (!part.startsWith(wrappedPrefix)) return part;
        const key = await kms.unwrap(part.slice(wrappedPrefix.length), { setting, environment });
        return (environment === 'sandbox' ? sandboxKey.prefix : '') + Buffer.from(key).toString('base64');
      });
      open[setting] = (await Promise.all(keys)).join(',');
      delete open[`${setting}_FILE`];
    } catch (error) {
      if (!(error instanceof KmsError)) throw error;
      problems.push(problemOf(error, setting));
    }
  }
  if (problems.length > 0) throw new ConfigError(process, once(problems));
  return open;
}

function problemOf({ problem, said }: KmsError, setting: string): ConfigProblem {
  if (problem === 'unreachable') return { setting: 'KMS_URL', expected: `a KMS that answers (${said})` };
  if (problem === 'credentials')
    return { setting: 'KMS', expected: `a KMS that knows who asks, and lets them (${said})` };
  return { setting, expected: `a key that KMS_KEY wrapped for this setting and environment (${said})` };
}

const once = (problems: readonly ConfigProblem[]): ConfigProblem[] => [
  ...new Map(problems.map((one) => [`${one.setting} ${one.expected}`, one])).values(),
];
