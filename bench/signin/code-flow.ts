import * as openid from 'openid-client';
import type { RelyingParty } from '../../test/support/partners/relying-party.js';
import type { CookieBrowser } from '../../test/support/people/cookie-browser.js';

/** How a person gets from the answer to a partner's request to the partner: a redirect in a live session, pages without one. */
export type Way = (browser: CookieBrowser, address: string) => Promise<URL>;

/** In a session that lives: without a question. */
export const bySession: Way = async (browser, address) => {
  const { left, response } = await browser.open(address);
  if (!left) throw new Error(`no way back: ${response.status} ${(await response.text()).slice(0, 2_000)}`);
  return left;
};

/**
 * One authorization code flow with state, nonce, PKCE and `private_key_jwt`, its ID token checked: from the request to the tokens. The
 * same for whoever is the provider.
 */
export async function codeFlow(
  { config, partner }: RelyingParty,
  browser: CookieBrowser,
  way: Way,
  parameters: Record<string, string> = {},
): Promise<void> {
  const [expectedState, expectedNonce] = [openid.randomState(), openid.randomNonce()];
  const pkceCodeVerifier = openid.randomPKCECodeVerifier();
  const address = openid.buildAuthorizationUrl(config, {
    redirect_uri: partner.redirectUris[0] ?? '',
    scope: 'openid email',
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    ...parameters,
  });
  const left = await way(browser, address.href);
  await openid.authorizationCodeGrant(config, left, { expectedState, expectedNonce, pkceCodeVerifier });
}
