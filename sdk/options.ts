import type { Algorithm, PrivateKey } from './key.js';
import type { Level } from './levels.js';

export interface SuretyOptions {
  /** Surety's address, as in its metadata. https, or http on this machine. */
  issuer: string;
  /** Your id at Surety. */
  clientId: string;
  /** Your private key; its public half is registered at Surety. */
  privateKey: PrivateKey;
  /** Its id, where the key does not name it. */
  kid?: string;
  /** How you sign, where the key does not say: RS512 unless it is a P-256 key. */
  algorithm?: Algorithm;
  /** Your registered redirect address. */
  redirectUri: string;
  /** What you ask for; `openid profile` unless you say. */
  scope?: string;
  /** The level you need where a request does not name one; P9 unless you say. */
  level?: Level;
  /** The authenticators that will do at each level, each registered for you; a password and a texted code unless you say. */
  authenticators?: readonly string[];
  /** Send requests to Surety directly and the browser only with a reference to them (RFC 9126): for hints that are personal. */
  pushedRequests?: boolean;
  /** How ID tokens for you are signed; RS512 unless registered otherwise. */
  idTokenAlgorithm?: Algorithm;
  /** How to reach Surety, where that is not the global `fetch`: a proxy, an inner address. */
  fetch?: (url: string, init?: RequestInit) => Promise<Response>;
  /** Milliseconds to wait for an answer of Surety's; 10,000 unless you say. */
  timeout?: number;
  /** What time it is; for tests. */
  clock?: () => Date;
}
