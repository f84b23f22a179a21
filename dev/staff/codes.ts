import { createHash, randomBytes } from 'node:crypto';
import type { StaffMember } from './people.js';

/** What an authorization code stands for. */
export interface Sign {
  member: StaffMember;
  redirectUri: string;
  nonce?: string;
  /** When they said who they are, in seconds since 1970. */
  authTime: number;
  /** By how much they said so, of what was asked for. */
  acr?: string;
  /** PKCE, S256. */
  challenge: string;
}

const lifetimeMs = 60_000;

/** Codes of the authorization code flow: good once, and for a minute. */
export class Codes {
  readonly #waiting = new Map<string, Sign & { until: number }>();

  issue(sign: Sign): string {
    const code = randomBytes(24).toString('base64url');
    this.#waiting.set(code, { ...sign, until: Date.now() + lifetimeMs });
    return code;
  }

  /** Spends a code: nothing when it is unknown, old, for another address, or its verifier is not the one it was made for. */
  spend(code: string, redirectUri: string, verifier: string): Sign | undefined {
    const sign = this.#waiting.get(code);
    this.#waiting.delete(code);
    if (!sign || sign.until < Date.now() || sign.redirectUri !== redirectUri) return undefined;
    return createHash('sha256').update(verifier).digest('base64url') === sign.challenge ? sign : undefined;
  }
}
