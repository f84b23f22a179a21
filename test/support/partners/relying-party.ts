import { exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import * as client from 'openid-client';
import type { Partner } from '../../../store/partners/partners.js';
import type { CookieBrowser } from '../people/cookie-browser.js';
import { rsaKey } from './rsa-key.js';

/** A partner's own key pair. */
export async function partnerKey(alg = 'RS512'): Promise<{ privateKey: CryptoKey; jwk: JWK }> {
  if (!alg.startsWith('RS') && !alg.startsWith('PS')) {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid: 'partner-key' } };
  }
  const jwk = await rsaKey();
  const privateKey = (await importJWK(jwk, alg, { extractable: true })) as CryptoKey;
  return { privateKey, jwk: { kty: jwk.kty, n: jwk.n, e: jwk.e, kid: 'partner-key' } as JWK };
}

/** A partner's side of OpenID Connect, on openid-client. */
export class RelyingParty {
  private constructor(
    readonly partner: Pick<Partner, '_id' | 'redirectUris'>,
    readonly config: client.Configuration,
  ) {}

  static async discover(
    issuer: string,
    partner: Pick<Partner, '_id' | 'redirectUris'>,
    key: CryptoKey,
    kid = 'partner-key',
    idTokenAlg = 'RS512',
  ): Promise<RelyingParty> {
    const config = await client.discovery(
      new URL(issuer),
      partner._id,
      { id_token_signed_response_alg: idTokenAlg },
      client.PrivateKeyJwt({ key, kid }),
      { execute: [client.allowInsecureRequests] },
    );
    return new RelyingParty(partner, config);
  }

  /** A request's address and what its answer is checked against. */
  request(parameters: Record<string, string> = {}) {
    const checks = { expectedState: client.randomState(), expectedNonce: client.randomNonce() };
    const address = client.buildAuthorizationUrl(this.config, {
      redirect_uri: this.partner.redirectUris[0] ?? '',
      scope: 'openid',
      vtr: '["P0.Cp.Cd"]',
      state: checks.expectedState,
      nonce: checks.expectedNonce,
      ...parameters,
    });
    return { address, checks };
  }

  /** Sends a browser through a request. @returns what came back to the partner. */
  async send(browser: CookieBrowser, parameters: Record<string, string> = {}) {
    const { address, checks } = this.request(parameters);
    const { left, response } = await browser.open(address.href);
    if (!left) throw new Error(`no way back: ${response.status} ${await response.text()}`);
    return { left, checks };
  }

  /** A whole sign-in: tokens with their checked claims. */
  async signIn(browser: CookieBrowser, parameters: Record<string, string> = {}) {
    const { left, checks } = await this.send(browser, parameters);
    const tokens = await client.authorizationCodeGrant(this.config, left, checks);
    return { tokens, claims: tokens.claims() ?? ({} as Record<string, unknown>), left };
  }

  /** The checked claims for a code that came back. */
  async exchange(left: URL, checks: ReturnType<RelyingParty['request']>['checks']): Promise<Record<string, unknown>> {
    return (await client.authorizationCodeGrant(this.config, left, checks)).claims() ?? {};
  }

  userinfo(accessToken: string, subject: string) {
    return client.fetchUserInfo(this.config, accessToken, subject);
  }

  /** A token for the partner API. */
  async apiToken(parameters: Record<string, string> = { scope: 'verifications' }): Promise<string> {
    return (await client.clientCredentialsGrant(this.config, parameters)).access_token;
  }
}
