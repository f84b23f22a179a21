import * as openid from 'openid-client';
import { type SigningKey, signingKey } from './key.js';
import type { SuretyOptions } from './options.js';
import { suretyError } from './wire-errors.js';

/** What every part stands on: Surety's metadata, looked up when first needed, and the partner's key. */
export interface Connection {
  options: SuretyOptions;
  key(): Promise<SigningKey>;
  configuration(): Promise<openid.Configuration>;
  /** Asks Surety: the partner's own `fetch` and time limit. */
  fetch(url: string, init?: RequestInit): Promise<Response>;
  now(): Date;
}

export function connection(options: SuretyOptions): Connection {
  const { issuer, clientId, idTokenAlgorithm = 'RS512', timeout = 10_000 } = options;
  const address = new URL(issuer);
  const ask = options.fetch ?? ((url, init) => fetch(url, init));
  const key = remembered(() => signingKey(options.privateKey, options.algorithm, options.kid));

  const discover = async () => {
    const { key: privateKey, kid } = await key();
    const authentication = openid.PrivateKeyJwt(kid ? { key: privateKey, kid } : privateKey);
    return openid.discovery(address, clientId, { id_token_signed_response_alg: idTokenAlgorithm }, authentication, {
      execute: isThisMachine(address) ? [openid.allowInsecureRequests] : [],
      timeout: timeout / 1_000,
      [openid.customFetch]: (url, init) => ask(url, init as RequestInit),
    });
  };

  return {
    options,
    key,
    configuration: remembered(discover),
    fetch: async (url, init) => {
      const given = init?.signal;
      const late = AbortSignal.timeout(timeout);
      try {
        return await ask(url, { ...init, signal: given ? AbortSignal.any([given, late]) : late });
      } catch (error) {
        throw given?.aborted ? given.reason : suretyError(error);
      }
    },
    now: options.clock ?? (() => new Date()),
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
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
