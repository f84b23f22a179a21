import { randomUUID } from 'node:crypto';
import { importJWK, type JWK, SignJWT } from 'jose';
import * as openid from 'openid-client';
import type { Level } from '../../domain/levels.js';

export interface PartnerOptions {
  /** Surety. */
  issuer: string;
  /** Where Surety answers this server; the issuer's own address if left out. */
  suretyAt?: string;
  /** Where this partner is. */
  url: string;
  clientId: string;
  /** Private RSA key with `kid`; its public half is registered at Surety. */
  key: JWK;
}

/** What a sign-in under way remembers until the person comes back. */
export interface Pending {
  state: string;
  nonce: string;
  verifier: string;
  level: Level;
}

/** Names of authenticators accepted at each level: a password and a texted code, or a passkey. */
const vectors = (level: Level) => JSON.stringify([`${level}.Cp.Cd`, `${level}.Cm`]);

const scopes: Record<Level, string> = {
  P0: 'openid email phone',
  P5: 'openid email phone profile basic_demographics profile_extended',
  P9: 'openid email phone profile basic_demographics profile_extended gp_registration_details',
};

/**
 * The partner as a client of Surety, by `openid-client`: RS512 `private_key_jwt`, PKCE, state, nonce. Surety is looked
 * up when first needed, since it may start later than we do.
 */
export function partnerClient({ issuer, suretyAt = issuer, url, clientId, key }: PartnerOptions) {
  let known: Promise<openid.Configuration> | undefined;
  const discover = async () => {
    const privateKey = (await importJWK(key, 'RS512')) as CryptoKey;
    const authentication = openid.PrivateKeyJwt({ key: privateKey, kid: key.kid });
    const metadata = { id_token_signed_response_alg: 'RS512' };
    return openid.discovery(new URL(issuer), clientId, metadata, authentication, {
      execute: [openid.allowInsecureRequests],
      timeout: 10,
      // The addresses in Surety's metadata are for browsers.
      [openid.customFetch]: (address, options) => fetch(address.replace(issuer, suretyAt), options as RequestInit),
    });
  };
  const configuration = () => {
    known ??= discover().catch((error) => {
      known = undefined;
      throw error;
    });
    return known;
  };

  return {
    /** Where to send the person, and what to remember of it. `more` are further parameters of the request. */
    async begin(level: Level, more: Record<string, string>): Promise<{ address: URL; pending: Pending }> {
      const pending = {
        state: openid.randomState(),
        nonce: openid.randomNonce(),
        verifier: openid.randomPKCECodeVerifier(),
        level,
      };
      const address = openid.buildAuthorizationUrl(await configuration(), {
        redirect_uri: `${url}/callback`,
        scope: scopes[level],
        vtr: vectors(level),
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
        ...more,
      });
      return { address, pending };
    },

    /** Turns the answer of Surety into claims. @throws openid.AuthorizationResponseError when it is an error */
    async finish(callback: URL, { state, nonce, verifier }: Pending) {
      const config = await configuration();
      const tokens = await openid.authorizationCodeGrant(config, callback, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const idClaims = tokens.claims();
      if (!idClaims || !tokens.id_token) throw new Error('Surety sent no ID token.');
      const userinfo = await openid.fetchUserInfo(config, tokens.access_token, idClaims.sub);
      return { idToken: tokens.id_token, idClaims, userinfo };
    },

    /** What this partner says to another one, or to Surety's settings, of a person of its own: a minute old at most, good for once. */
    async assertedIdentity(idClaims: Record<string, unknown>): Promise<string> {
      const now = Math.floor(Date.now() / 1_000);
      const claims = { code: idClaims.jti, iss: clientId, jti: randomUUID(), iat: now, exp: now + 60 };
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS512', kid: key.kid as string })
        .sign(await importJWK(key, 'RS512'));
    },

    async signOutAddress(idToken: string): Promise<URL> {
      const parameters = { id_token_hint: idToken, post_logout_redirect_uri: `${url}/` };
      return openid.buildEndSessionUrl(await configuration(), parameters);
    },

    /** Calls the partner API of Surety. @param path below `/partner/v1` */
    async api(method: 'GET' | 'POST', path: string, body?: object): Promise<{ status: number; body: unknown }> {
      const config = await configuration();
      const { access_token } = await openid.clientCredentialsGrant(config, { scope: 'verifications' });
      const headers = { Authorization: `Bearer ${access_token}`, 'Content-Type': 'application/json' };
      const answer = await fetch(`${suretyAt}/partner/v1${path}`, {
        method,
        headers,
        body: body && JSON.stringify(body),
      });
      const text = await answer.text();
      return { status: answer.status, body: text ? JSON.parse(text) : undefined };
    },
  };
}
