import type { Sealer } from '../../../platform/keys/sealing.js';
import { randomId } from '../../../platform/random-id.js';

const context = (clientId: string) => `oidc.IdToken.jti:${clientId}`;

/** How long a partner's word about an ID token counts: as long as the token lives. In seconds. */
const lifetime = 60 * 60;

/**
 * The `jti` of an ID token. A partner that vouches for its person by it (`asserted_login_identity`) must lead us to the session it was
 * made in; so it carries that session and its own end, sealed for this partner alone, and nothing has to be written or found again.
 */
export function idTokenIds(sealer: Sealer) {
  return {
    make({ sessionUid, clientId }: { sessionUid?: string; clientId?: string }): string {
      if (!sessionUid || !clientId) return randomId();
      const exp = Math.floor(Date.now() / 1_000) + lifetime;
      return Buffer.from(sealer.sealJson([sessionUid, exp], context(clientId))).toString('base64url');
    },

    /** @returns the session's uid; undefined for what is no such id, is another partner's, or is over. */
    sessionOf(jti: string, clientId: string): string | undefined {
      try {
        const [uid, exp] = sealer.openJson<[string, number]>(Buffer.from(jti, 'base64url'), context(clientId));
        return exp * 1_000 > Date.now() ? uid : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
