import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { keyKinds } from '../domain/partners/signing-ring.js';
import { signingKeyMaker } from './keys/make-signing-key.js';
import type { Kms } from './kms/kms.js';
import { kmsOf } from './kms/kms-settings.js';
import { wrappedPrefix } from './kms/unwrap-settings.js';
import { keySettings, sandboxKey } from './settings/key-environment.js';

type Environment = 'sandbox' | 'live';

const key = (environment: Environment): string =>
  (environment === 'sandbox' ? sandboxKey.prefix : '') + randomBytes(32).toString('base64');

/**
 * Makes the keys that a folder lacks, one file for each setting, to be named by `…_FILE`. What is there is never
 * changed: with another key, what was sealed is lost.
 *
 * @param environment the keys of a sandbox say that they are of one, and live does not take them.
 * @param kms wraps them, so that no file holds one plain. Signing keys are then left to be made in the store.
 * @returns the names of the settings whose keys were made.
 */
export async function makeKeys(folder: string, environment: Environment, kms?: Kms): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const made: string[] = [];
  const make = async (name: string, content: () => Promise<string>) => {
    const path = join(folder, name);
    if (!existsSync(path) && createFile(path, await content())) made.push(name);
  };
  for (const setting of keySettings) {
    const wrapped = async () => kms && wrappedPrefix + (await kms.newKey({ setting, environment }));
    await make(setting, async () => (await wrapped()) ?? key(environment));
  }
  if (!kms) {
    const keys = () => Promise.all(keyKinds.map(signingKeyMaker(environment)));
    await make('SIGNING_KEYS', async () => JSON.stringify({ keys: await keys() }));
  }
  return made;
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
  const kms = process.env.KMS ? kmsOf(process.env, 'make-keys') : undefined;
  const made = await makeKeys(folder, process.env.ENVIRONMENT === 'sandbox' ? 'sandbox' : 'live', kms);
  console.log(made.length > 0 ? `Made ${made.join(', ')}` : 'All keys are there');
}
