import { type Client, errors, type KoaContextWithOIDC } from 'oidc-provider';

/** Whether a client is held to the FAPI 2.0 Security Profile. */
export const isFapi = (client: Client | undefined): boolean => client?.profile === 'fapi2';

/** The provider's own switch, for what it checks itself (request objects, redirect addresses). */
export const fapi = {
  enabled: true,
  profile: (_ctx: KoaContextWithOIDC, client: Client) => (isFapi(client) ? ('2.0' as const) : (undefined as never)),
};

/** Assertions that live longer than this would have to be remembered for as long. In seconds; some libraries make them last just as long. */
const longestAssertion = 60 * 60;

/** FAPI 2.0, §5.3.2.1: a clock may run ahead by so much, and not more. In seconds. */
const clockAhead = 60;

/** What a client assertion must keep beyond RFC 7523. @throws InvalidClientAuth */
export function checkAssertion(claims: Record<string, unknown>, client: Client, issuer: string): void {
  const now = Date.now() / 1_000;
  const { exp, iat, nbf, aud } = claims;
  if (typeof exp !== 'number' || exp > now + longestAssertion + clockAhead) {
    throw new errors.InvalidClientAuth('client assertion lives too long');
  }
  if ([iat, nbf].some((time) => typeof time === 'number' && time > now + clockAhead)) {
    throw new errors.InvalidClientAuth('client assertion is from the future');
  }
  if (isFapi(client) && aud !== issuer) throw new errors.InvalidClientAuth('aud is to be the issuer, as a text');
}
