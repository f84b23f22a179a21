import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { notifyApiKey, type Secrets } from '../up/secrets.js';

/** Leaves what Surety must know of the simulators in a folder, one file for each setting, for its owner's eyes only. */
export function shareSecrets(folder: string, secrets: Secrets): void {
  const shared = {
    GP_SYSTEM_SECRET: secrets.gpSystemSecret,
    NOTIFY_API_KEY: notifyApiKey(secrets),
    NOTIFY_CALLBACK_TOKEN: secrets.notifyCallbackToken,
    PDS_API_KEY: secrets.pdsApiKey,
    PDS_PRIVATE_KEY: secrets.pdsPrivateKey,
    VOICE_TOKEN: secrets.callsToken,
    STAFF_CLIENT_SECRET: secrets.staffClientSecret,
  };
  mkdirSync(folder, { recursive: true });
  for (const [name, value] of Object.entries(shared)) {
    rmSync(join(folder, name), { force: true });
    writeFileSync(join(folder, name), value, { mode: 0o400 });
  }
}
