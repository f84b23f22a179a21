import { type Client, errors, type KoaContextWithOIDC } from 'oidc-provider';
import { isFapi } from '../clients/fapi.js';

/** A request object that lives longer than this could be sent again and again. In seconds. */
const longest = 60 * 60;

/**
 * What a signed request (RFC 9101) must say: who made it, for whom, and until when; with FAPI also from when (FAPI 2.0 Message Signing,
 * §5.3.1). The provider has looked at `iss` and `aud` where they are there.
 */
function assertJwtClaimsAndHeader(
  _ctx: KoaContextWithOIDC,
  claims: Record<string, unknown>,
  _header: object,
  client: Client,
): void {
  const wanted = ['iss', 'aud', 'exp', ...(isFapi(client) ? ['nbf'] : [])];
  const missing = wanted.find((name) => claims[name] === undefined);
  if (missing) throw new errors.InvalidRequestObject(`Request Object is missing the '${missing}' claim`);
  const { exp, nbf = Date.now() / 1_000 } = claims;
  if (Number(exp) - Number(nbf) > longest) throw new errors.InvalidRequestObject('Request Object lives too long');
}

export const requestObjects = { enabled: true, assertJwtClaimsAndHeader };
