import type { Algorithm, PrivateKey } from './key.js';
import type { Level } from './levels.js';

export interface SuretyOptions {
  /** Surety's address, as in its metadata. https, or http on this machine. */
  issuer: string;
  /** Your id at Surety. */
  clientId: string;
  /**
   * Your private key; its public half is registered at Surety. Of several the first one signs, and all are published (`publicKeys`):
   * so one takes another's place.
   */
  privateKey: PrivateKey | readonly PrivateKey[];
  /** The id of the one that signs, where the key does not name it. */
  kid?: string;
  /** How you sign, where the key does not say: RS512 unless it is a P-256 key; with `fapi2` PS256. */
  algorithm?: Algorithm;
  /** Your registered redirect address. */
  redirectUri: string;
  /** What you ask for, at each level or at all; `openid profile` unless you say. */
  scope?: string | Readonly<Record<Level, string>>;
  /** The level you need where a request does not name one; P9 unless you say. */
  level?: Level;
  /** The authenticators that will do at each level, each registered for you; a password and a texted code unless you say. */
  authenticators?: readonly string[];
  /** Send requests to Surety directly and the browser only with a reference to them (RFC 9126): for hints that are personal. */
  pushedRequests?: boolean;
  /** Sign requests (RFC 9101). */
  signedRequests?: boolean;
  /** Bind tokens to a key, made anew in each process, so that nobody else can use them (RFC 9449). */
  dpop?: boolean;
  /** You are registered with the FAPI 2.0 Security Profile: pushed requests, bound tokens, PS256 or ES256. */
  profile?: 'fapi2';
  /** How ID tokens for you are signed; RS512 unless registered otherwise; with `fapi2` PS256. */
  idTokenAlgorithm?: Algorithm;
  /** How to reach Surety, where that is not the global `fetch`: a proxy, an inner address. */
  fetch?: (url: string, init?: RequestInit) => Promise<Response>;
  /** Milliseconds to wait for an answer of Surety's; 10,000 unless you say. */
  timeout?: number;
  /** Seconds by which your clock and Surety's may differ; 5 unless you say. */
  clockTolerance?: number;
  /** What time it is; for tests. */
  clock?: () => Date;
}

/** The options with what a profile stands for, and what counts unless you say. */
export function settled(options: SuretyOptions) {
  const fapi = options.profile === 'fapi2';
  const algorithm = options.algorithm ?? (fapi ? 'PS256' : undefined);
  return {
    timeout: 10_000,
    clockTolerance: 5,
    level: 'P9' as Level,
    authenticators: ['Cp.Cd'],
    pushedRequests: fapi,
    dpop: fapi,
    idTokenAlgorithm: fapi ? ('PS256' as const) : ('RS512' as const),
    ...options,
    keys: [options.privateKey].flat() as PrivateKey[],
    ...(algorithm && { algorithm }),
  };
}

export type Settled = ReturnType<typeof settled>;
