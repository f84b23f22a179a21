import * as openid from 'openid-client';
import { type CaseNeed, skillsOf } from '../../domain/casework/case-needs.js';
import { type StaffRole, staffRolesOf } from '../../domain/casework/staff-roles.js';
import { hour } from '../../domain/clock.js';
import { Unavailable } from '../../platform/errors.js';
import { staffSessionTimes } from '../../store/casework/staff-sessions.js';

/** Surety as a client of the issuer where staff sign in. */
export type StaffClient = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Of which the issuer must say one (`acr`), such as that of two factors; any will do where left out. */
  acr?: readonly string[] | undefined;
};

/** What a sign-in under way must remember until the issuer sends the browser back. */
export type StaffSignIn = {
  state: string;
  nonce: string;
  verifier: string;
  /** They must prove anew who they are; seconds that the proof may be old when it comes back. */
  maxAge?: number | undefined;
};

export type StaffPerson = {
  issuer: string;
  subject: string;
  name: string;
  roles: StaffRole[];
  skills?: CaseNeed[] | undefined;
  /** When they proved who they are, where the issuer says so. */
  authAt?: Date | undefined;
};

export type StaffIssuer = ReturnType<typeof createStaffIssuer>;

const CALLBACK = '/casework/sign-in/callback';
const SIGNED_OUT = '/casework/signed-out';
const SCOPE = 'openid profile';

/**
 * Where staff sign in: any OpenID Provider with the authorization code flow, PKCE and a `roles` claim (in the ID token or from
 * userinfo). It is looked up at the first sign-in and again each hour, so that Surety starts and serves people while it is down.
 */
export function createStaffIssuer(suretyUrl: string, { issuer, clientId, clientSecret, acr }: StaffClient) {
  const server = new URL(issuer);
  const redirectUri = suretyUrl + CALLBACK;
  let known: { at: number; configuration: openid.Configuration } | undefined;

  /** @throws Unavailable `staff_issuer_down` */
  const discovered = async (): Promise<openid.Configuration> => {
    if (known && performance.now() - known.at < hour) return known.configuration;
    try {
      const configuration = await openid.discovery(
        server,
        clientId,
        undefined,
        secretAuth(clientSecret),
        // Settings allow plain http on this very machine only.
        { timeout: 5, execute: server.protocol === 'http:' ? [openid.allowInsecureRequests] : [] },
      );
      known = { at: performance.now(), configuration };
      return configuration;
    } catch (cause) {
      throw new Unavailable('staff_issuer_down', 'Staff sign-in is not working right now.', 30, { cause });
    }
  };

  return {
    /**
     * @param again whether they are to prove anew who they are, though the issuer may know them
     * @returns where to send the browser, and what to remember in it. @throws Unavailable
     */
    async begin(again = false): Promise<{ address: URL; signIn: StaffSignIn }> {
      const configuration = await discovered();
      const signIn: StaffSignIn = {
        ...(again && { maxAge: staffSessionTimes.fresh / 1_000 }),
        state: openid.randomState(),
        nonce: openid.randomNonce(),
        verifier: openid.randomPKCECodeVerifier(),
      };
      const address = openid.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: SCOPE,
        state: signIn.state,
        nonce: signIn.nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(signIn.verifier),
        code_challenge_method: 'S256',
        ...(acr && { acr_values: acr.join(' ') }),
        ...(again && { prompt: 'login', max_age: String(signIn.maxAge) }),
      });
      return { address, signIn };
    },

    /**
     * Turns the issuer's answer into who signed in.
     * @param query the callback's query string, `?` included. @throws Unavailable, or an error of openid-client
     */
    async finish(query: string, { state, nonce, verifier, maxAge }: StaffSignIn): Promise<StaffPerson> {
      const configuration = await discovered();
      const tokens = await openid.authorizationCodeGrant(configuration, new URL(redirectUri + query), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
        ...(maxAge !== undefined && { maxAge }),
      });
      const idToken = tokens.claims();
      if (!idToken) throw new Error('no ID token');
      // `acr_values` is a wish that issuers may pass over (OpenID Connect Core 1.0, section 3.1.2.1).
      if (acr && !acr.includes(String(idToken.acr))) throw new Error('they signed in by less than STAFF_ACR asks for');
      const more =
        'roles' in idToken || !configuration.serverMetadata().userinfo_endpoint
          ? {}
          : await openid.fetchUserInfo(configuration, tokens.access_token, idToken.sub);
      const claims: Record<string, unknown> = { ...more, ...idToken };
      const name = [claims.name, claims.preferred_username].find((value) => typeof value === 'string');
      return {
        issuer: idToken.iss,
        subject: idToken.sub,
        name: typeof name === 'string' ? name : '',
        roles: staffRolesOf(claims.roles),
        skills: skillsOf(claims),
        authAt: idToken.auth_time === undefined ? undefined : new Date(idToken.auth_time * 1_000),
      };
    },

    /** Where the issuer's own session ends, if it offers that and answers now. */
    async signOutAddress(): Promise<string | undefined> {
      const configuration = await discovered().catch(() => undefined);
      if (!configuration?.serverMetadata().end_session_endpoint) return undefined;
      return openid.buildEndSessionUrl(configuration, { post_logout_redirect_uri: suretyUrl + SIGNED_OUT }).href;
    },
  };
}

/** `client_secret_basic` where the issuer takes it (also when it does not say: OpenID Connect Discovery 1.0, section 3), else `_post`. */
function secretAuth(secret: string): openid.ClientAuth {
  const basic = openid.ClientSecretBasic(secret);
  const post = openid.ClientSecretPost(secret);
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (methods.includes('client_secret_basic') ? basic : post)(server, ...rest);
  };
}
