import * as openid from 'openid-client';
import { type SigningKey, signingKey } from './key.js';
import { type Settled, type SuretyOptions, settled } from './options.js';
import { proofOfKey } from './proof-of-key.js';
import { suretyError } from './wire-errors.js';

/** What every part stands on: Surety's metadata, looked up when first needed, and the partner's key. */
export interface Connection {
  options: Settled;
  /** The key that signs. */
  key(): Promise<SigningKey>;
  configuration(): Promise<openid.Configuration>;
  /** The headers by which a request presents a token; with a proof of the key where tokens are bound to one. */
  authorization(method: string, address: string, token: string): Promise<Record<string, string>>;
  /** The same for openid-client's functions. */
  dpop(): Promise<{ DPoP?: openid.DPoPHandle }>;
  /** Asks Surety: the partner's own `fetch` and time limit. */
  fetch(url: string, init?: RequestInit): Promise<Response>;
  now(): Date;
}

export function connection(given: SuretyOptions): Connection {
  const options = settled(given);
  const { issuer, clientId, idTokenAlgorithm, timeout, clockTolerance } = options;
  const address = new URL(issuer);
  const [first] = options.keys;
  if (!first) throw new TypeError('a private key is missing');
  const ask = options.fetch ?? ((url, init) => fetch(url, init));
  const now = options.clock ?? (() => new Date());
  const key = remembered(() => signingKey(first, options.algorithm, options.kid));

  const discover = async () => {
    const { key: privateKey, kid } = await key();
    const authentication = openid.PrivateKeyJwt(kid ? { key: privateKey, kid } : privateKey);
    const metadata = { id_token_signed_response_alg: idTokenAlgorithm, [openid.clockTolerance]: clockTolerance };
    return openid.discovery(address, clientId, metadata, authentication, {
      execute: isThisMachine(address) ? [openid.allowInsecureRequests] : [],
      timeout: timeout / 1_000,
      [openid.customFetch]: (url, init) => ask(url, init as RequestInit),
    });
  };
  const configuration = remembered(discover);
  const bound = options.dpop ? proofOfKey(now) : undefined;

  return {
    options,
    key,
    configuration,
    authorization: async (method, address, token): Promise<Record<string, string>> =>
      bound
        ? { Authorization: `DPoP ${token}`, DPoP: await bound.proof(method, address, token) }
        : { Authorization: `Bearer ${token}` },
    dpop: async () => (bound ? { DPoP: await bound.handle(await configuration()) } : {}),
    fetch: async (url, init) => {
      const signal = init?.signal;
      const late = AbortSignal.timeout(timeout);
      try {
        return await ask(url, { ...init, signal: signal ? AbortSignal.any([signal, late]) : late });
      } catch (error) {
        throw signal?.aborted ? signal.reason : suretyError(error);
      }
    },
    now,
  };
}

/** Asks once, and again only after a failure: Surety may start later than we do. */
function remembered<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

/** Plain http is for a Surety on this machine only. */
function isThisMachine({ protocol, hostname }: URL): boolean {
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname) || hostname.endsWith('.localhost');
  return protocol === 'http:' && here;
}
