import { decodeJwt, type JWK, jwtVerify } from 'jose';
import type { Provider } from 'oidc-provider';
import { ownClient } from '../../../domain/partners/own-client.js';
import type { Store } from '../../../store/database.js';
import type { Partner } from '../../../store/partners/partners.js';
import type { SignedIn } from '../../../store/provider/oidc.js';
import { idTokenIds } from '../tokens/id-token-ids.js';

/** Seconds that a partner's word may live, and that clocks may differ. */
const longest = 60;
const tolerance = 5;

/** Longer ones are not looked at: the parameter comes from anybody. */
const longestText = 4_000;

/** Why a partner's word was not taken: for the log, and for partners as the detail of an error. */
export type AssertionProblem =
  | 'assertion_malformed'
  | 'assertion_partners_not_paired'
  | 'assertion_signature_or_times'
  | 'assertion_code_unknown'
  | 'assertion_session_over'
  | 'assertion_used_before';

export type AssertedLogin = ({ by: string } & SignedIn) | { problem: AssertionProblem };

/**
 * Checks `asserted_login_identity`: a JWT by which one partner says that its person, known by the `jti` of the ID token it holds, goes on
 * to another partner (NHS login, single sign-on between services). Signed by the first partner, for a registered pair, at most 60 s old,
 * and good for once: of any number at the same time, one is taken.
 *
 * @param to the partner that the person goes to; Surety itself for its settings.
 */
export function assertedLogins(provider: Provider, store: Store) {
  const ids = idTokenIds(store.tools.sealer);

  return async (assertion: string, to: string): Promise<AssertedLogin> => {
    const by = assertion.length <= longestText ? issuerOf(assertion) : undefined;
    const partner = by === undefined ? null : await store.partners.byId(by);
    if (!by || !partner) return { problem: 'assertion_malformed' };
    if (!(await isPaired(partner, to))) return { problem: 'assertion_partners_not_paired' };

    const claims = await verified(assertion, partner);
    if (!claims) return { problem: 'assertion_signature_or_times' };
    const uid = ids.sessionOf(claims.code, by);
    if (!uid) return { problem: 'assertion_code_unknown' };
    const session = await store.oidc.sessionOf(uid);
    if (!session) return { problem: 'assertion_session_over' };
    // Last, so that nothing is spent by what does not count.
    const first = await store.oidc.firstUse(`asserted_login_identity ${by}`, claims.jti, claims.exp + 2 * tolerance);
    return first ? { ...session, by } : { problem: 'assertion_used_before' };
  };

  async function isPaired(partner: Partner, to: string): Promise<boolean> {
    if (to === ownClient) return partner.settingsLink === true;
    return (await store.partners.byId(to))?.ssoFrom?.includes(partner._id) ?? false;
  }

  async function verified(assertion: string, { _id, assertionAlg }: Partner): Promise<AssertionClaims | undefined> {
    const client = (await provider.Client.find(_id)) as unknown as { asymmetricKeyStore: KeyStore } | undefined;
    if (!client) return undefined;
    const key = async ({ kid }: { kid?: string }) => {
      await client.asymmetricKeyStore.refresh();
      const [found] = client.asymmetricKeyStore.selectForVerify({ alg: assertionAlg, ...(kid ? { kid } : {}) });
      if (!found) throw new Error('unknown key');
      const { kty, n, e, crv, x, y } = found;
      return (kty === 'RSA' ? { kty, n, e } : { kty, crv, x, y }) as JWK;
    };
    try {
      const options = { issuer: _id, algorithms: [assertionAlg], clockTolerance: tolerance, maxTokenAge: longest };
      const { payload } = await jwtVerify(assertion, key, {
        ...options,
        requiredClaims: ['exp', 'iat', 'jti', 'code'],
      });
      const { code, jti, iat = 0, exp = 0 } = payload;
      if (typeof code !== 'string' || typeof jti !== 'string' || jti.length > 200 || exp - iat > longest)
        return undefined;
      return { code, jti, exp };
    } catch {
      return undefined;
    }
  }
}

type AssertionClaims = { code: string; jti: string; exp: number };

type KeyStore = {
  refresh(): Promise<void>;
  selectForVerify(options: { alg: string; kid?: string }): JWK[];
};

function issuerOf(assertion: string): string | undefined {
  try {
    const { iss } = decodeJwt(assertion);
    return typeof iss === 'string' ? iss : undefined;
  } catch {
    return undefined;
  }
}
