import { SignJWT } from 'jose';
import type { SigningKeys } from '../../platform/keys/signing-keys.js';
import { randomId } from '../../platform/random-id.js';
import type { Partner } from '../../store/partners/partners.js';

/** The event that a logout token is about (Back-Channel Logout 1.0, §2.4). */
const event = 'http://schemas.openid.net/event/backchannel-logout';

/** Makes logout tokens, signed as the partner's ID tokens are: for one session (`sid`) of one person (`sub`), for two minutes. */
export function createLogoutTokens(issuer: string, keys: SigningKeys) {
  return (
    { _id, idTokenAlg, profile }: Pick<Partner, '_id' | 'idTokenAlg' | 'profile'>,
    { accountId, sid }: { accountId: string; sid: string },
  ): Promise<string> => {
    const alg = idTokenAlg ?? (profile === 'fapi2' ? 'PS256' : 'RS512');
    const { kid, key } = keys.signer(alg);
    return new SignJWT({ sid, events: { [event]: {} } })
      .setProtectedHeader({ alg, typ: 'logout+jwt', kid })
      .setIssuer(issuer)
      .setAudience(_id)
      .setSubject(accountId)
      .setJti(randomId())
      .setIssuedAt()
      .setExpirationTime('2 minutes')
      .sign(key);
  };
}
