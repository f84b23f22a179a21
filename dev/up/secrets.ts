import { generateKeyPairSync, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { JWK } from 'jose';

/** Keys of one development installation: made once, on this machine, and used by nothing else. */
export interface Secrets {
  sealingKey: string;
  lookupKey: string;
  cookieKey: string;
  payloadKey: string;
  signingKey: JWK;
  /** For partners who want ES256. */
  ecSigningKey: JWK;
  pdsApiKey: string;
  /** PEM (PKCS #8). */
  pdsPrivateKey: string;
  gpSystemSecret: string;
  notifyServiceId: string;
  notifySecret: string;
  notifyCallbackToken: string;
  callsToken: string;
  staffClientSecret: string;
  partnerKey: JWK;
  /** The second demo partner's. */
  pharmacyKey: JWK;
}

const key = () => randomBytes(32).toString('base64');
const token = () => randomBytes(32).toString('base64url');
const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const jwk = (privateKey: KeyObject, kid: string): JWK => ({
  ...privateKey.export({ format: 'jwk' }),
  kid,
  use: 'sig',
  alg: 'RS512',
});

const ec = (kid: string): JWK => ({
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  kid,
  use: 'sig',
  alg: 'ES256',
});

const makers: { [name in keyof Secrets]: () => Secrets[name] } = {
  sealingKey: key,
  lookupKey: key,
  cookieKey: key,
  payloadKey: key,
  signingKey: () => jwk(rsa(), `surety-${randomUUID()}`),
  ecSigningKey: () => ec(`surety-${randomUUID()}`),
  pdsApiKey: randomUUID,
  pdsPrivateKey: () => rsa().export({ format: 'pem', type: 'pkcs8' }) as string,
  gpSystemSecret: token,
  notifyServiceId: randomUUID,
  notifySecret: randomUUID,
  notifyCallbackToken: token,
  callsToken: token,
  staffClientSecret: token,
  partnerKey: () => jwk(rsa(), `riverside-${randomUUID()}`),
  pharmacyKey: () => jwk(rsa(), `moorside-${randomUUID()}`),
};

/** The key as Notify gives it out: its name, the service and the secret. */
export const notifyApiKey = ({ notifyServiceId, notifySecret }: Secrets): string =>
  `development-${notifyServiceId}-${notifySecret}`;

/** Fresh keys, all different, for those that are not kept: RSA's take a second altogether. */
export function makeSecrets(kept: Partial<Secrets> = {}): Secrets {
  const names = Object.keys(makers) as (keyof Secrets)[];
  const missing = names.filter((name) => kept[name] === undefined);
  return { ...kept, ...Object.fromEntries(missing.map((name) => [name, makers[name]()])) } as Secrets;
}

/**
 * The keys of a data folder. They stay with the data: with others, what was sealed could not be opened again.
 * @param file written for its owner's eyes only
 */
export function keptSecrets(file: string): Secrets {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
  // Kinds of keys that came later are made when they are missed.
  const secrets = makeSecrets(kept);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(secrets, null, 1), { mode: 0o600 });
  return secrets;
}
