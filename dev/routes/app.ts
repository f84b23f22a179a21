import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { Express } from 'express';
import type { JWK } from 'jose';
import { createServer } from '../../api/server.js';
import { signingKeys } from '../../platform/keys/signing-keys.js';
import { createLog } from '../../platform/log/log.js';
import { createSafeFetch } from '../../platform/network/safe-fetch.js';
import type { Store } from '../../store/database.js';
import { mountUi, pagesForProvider } from '../../ui/mount.js';

/** The application with every route that any setting brings, built as the api process builds it and connected to nothing. */
export function unconnectedApp(): Express {
  const url = 'https://surety.example';
  const log = createLog({ level: 'silent', process: 'api' });
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const cookieKeys = [new Uint8Array(randomBytes(32))];
  const deps = {
    ...{ url, log, store: nothing as Store, temporal: nothing as Client, environment: 'sandbox' as const },
    cookieKey: cookieKeys[0] as Uint8Array,
    staff: { issuer: 'https://staff.example', clientId: 'surety', clientSecret: 'none' },
    channels: { voice: true, letter: true, lettersPerDay: 1 },
    linkage: true,
    safeFetch: createSafeFetch({}),
    algorithms: ['RS512' as const],
  };
  return createServer({
    ...deps,
    activity: nothing as never,
    admission: nothing as never,
    keys: signingKeys([{ ...(privateKey.export({ format: 'jwk' }) as JWK), kid: 'one' }]),
    cookieKeys,
    notifyCallbackToken: 'none',
    releaseToken: 'none',
    historyCodec: { codec: nothing as never, uiOrigin: 'https://temporal.example', token: 'none' },
    ui: { pages: pagesForProvider(deps), mount: (app, provider) => mountUi(app, { ...deps, provider }) },
  });
}

/** Stands for everything outside the process, which nothing asks while the application is only built. */
const nothing: unknown = new Proxy(() => nothing, {
  get: (_target, name) => (name === Symbol.toPrimitive ? () => 'nothing' : nothing),
  apply: () => nothing,
});
