/** A key management service: it holds a key that never leaves it, and wraps ours with it. */
export interface Kms {
  /** @param about what the key is for (`SEALING_KEY`, live): bound to the wrapping, which opens for nothing else */
  wrap(key: Uint8Array, about: About): Promise<string>;
  /** @throws KmsError */
  unwrap(wrapped: string, about: About): Promise<Uint8Array>;
  /** A new key of 32 bytes, wrapped. */
  newKey(about: About): Promise<string>;
}

export type About = { readonly setting: string; readonly environment: string };

/**
 * Why the service did not do it: `unreachable`: it does not answer, or not now; `credentials`: it does not know us; `refused`: it does not open
 * this, or does not let us.
 */
export class KmsError extends Error {
  constructor(
    readonly problem: 'unreachable' | 'credentials' | 'refused',
    /** What the service calls it: a name or a status, nothing secret. */
    readonly said: string,
  ) {
    super(`the KMS: ${problem} (${said})`);
    this.name = 'KmsError';
  }
}
