import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { JWK } from 'jose';
import type { KeyKind } from '../../domain/partners/signing-ring.js';
import { randomId } from '../random-id.js';
import { sandboxKey } from '../settings/key-environment.js';

const generate = promisify(generateKeyPair);

/** Makes private signing keys: RSA of 3072 bits, or P-256. The `kid`s of a sandbox's say so. */
export const signingKeyMaker =
  (environment: 'sandbox' | 'live') =>
  async (kind: KeyKind): Promise<JWK> => {
    const { privateKey } =
      kind === 'RSA' ? await generate('rsa', { modulusLength: 3072 }) : await generate('ec', { namedCurve: 'P-256' });
    const kid = (environment === 'sandbox' ? sandboxKey.kid : '') + randomId();
    return { ...(privateKey.export({ format: 'jwk' }) as JWK), kid, use: 'sig' };
  };
