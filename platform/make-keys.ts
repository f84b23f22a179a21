import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sandboxKey } from './key-environment.js';
import { randomId } from './random-id.js';

type Environment = 'sandbox' | 'live';

const key = (environment: Environment): string =>
  (environment === 'sandbox' ? sandboxKey.prefix : '') + randomBytes(32).toString('base64');

function signingKeys(environment: Environment): string {
  const pairs = [
    generateKeyPairSync('rsa', { modulusLength: 3072 }),
    generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ];
  const keys = pairs.map(({ privateKey }) => ({
    ...privateKey.export({ format: 'jwk' }),
    kid: (environment === 'sandbox' ? sandboxKey.kid : '') + randomId(),
    use: 'sig',
  }));
  return JSON.stringify({ keys });
}

/** The keys that an installation of Surety makes for itself, by the names of their settings. */
const makers = { SEALING_KEY: key, LOOKUP_KEY: key, COOKIE_KEY: key, PAYLOAD_KEY: key, SIGNING_KEYS: signingKeys };

/**
 * Makes the keys that a folder lacks, one file for each setting, to be named by `…_FILE`. What is there is never
 * changed: with another key, what was sealed is lost.
 *
 * @param environment the keys of a sandbox say that they are of one, and live does not take them.
 * @returns the names of the settings whose keys were made.
 */
export function makeKeys(folder: string, environment: Environment): string[] {
  mkdirSync(folder, { recursive: true });
  return Object.entries(makers)
    .filter(([name, make]) => createFile(join(folder, name), make(environment)))
    .map(([name]) => name);
}

function createFile(path: string, content: string): boolean {
  try {
    writeFileSync(path, content, { flag: 'wx', mode: 0o400 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

const [, program, folder] = process.argv;
if (program && folder && import.meta.url === pathToFileURL(realpathSync(program)).href) {
  const made = makeKeys(folder, process.env.ENVIRONMENT === 'sandbox' ? 'sandbox' : 'live');
  console.log(made.length > 0 ? `Made ${made.join(', ')}` : 'All keys are there');
}
