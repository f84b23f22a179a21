import * as openid from 'openid-client';
import type { Connection } from './connection.js';
import { given } from './given.js';
import { type Level, sameVector } from './levels.js';
import type { SuretyOptions } from './options.js';
import { type SignedIn, signedInBy } from './signed-in.js';
import { suretyError } from './wire-errors.js';

export interface SignInRequest {
  /** The level needed; a higher one than before is a step up. */
  level?: Level;
  /** The vectors that will do, in place of `level`; for example `['P9.Cp.Cd', 'P5.Cp.Cd']`: P9 please, P5 will do. */
  vectors?: readonly string[];
  scope?: string;
  /** `none`: no page, an error where one would be needed. `login`: sign in again. `select_account`: show as whom. `consent`: ask again. */
  prompt?: 'none' | 'login' | 'select_account' | 'consent';
  /** Seconds since the person last signed in at Surety. */
  maxAge?: number;
  /** Language of the pages. */
  language?: 'en' | 'cy';
  /** An email address to fill in. Personal: set `pushedRequests`. */
  loginHint?: string;
  /** Your own reference, to ask by it how the journey stands. Personal: set `pushedRequests`. */
  reference?: string;
  /** Who is expected: an ID token you hold. */
  idTokenHint?: string;
  /** What another partner gave you with the person (`assertedIdentity` there): they need not sign in again. */
  assertedIdentity?: string;
  /** OpenID Connect's `claims` parameter; `verifiedClaims` makes it. */
  claims?: object;
  /** Further parameters. */
  more?: Readonly<Record<string, string>>;
}

/** What to keep until the person comes back, bound to their browser. */
export interface PendingSignIn {
  state: string;
  nonce: string;
  verifier: string;
  vectors: readonly string[];
  maxAge?: number;
}

/** Where to send the browser, and what to keep meanwhile. */
export async function beginSignIn(
  connection: Connection,
  request: SignInRequest = {},
): Promise<{ address: URL; pending: PendingSignIn }> {
  const { options } = connection;
  const level = request.level ?? options.level;
  const pending: PendingSignIn = {
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    verifier: openid.randomPKCECodeVerifier(),
    vectors: request.vectors ?? options.authenticators.map((one) => `${level}.${one}`),
    ...(request.maxAge === undefined ? {} : { maxAge: request.maxAge }),
  };
  const parameters: Record<string, string | undefined> = {
    redirect_uri: options.redirectUri,
    scope: request.scope ?? scopeAt(level, options.scope),
    vtr: JSON.stringify(pending.vectors),
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
    prompt: request.prompt,
    max_age: request.maxAge?.toString(),
    ui_locales: request.language,
    login_hint: request.loginHint,
    verification_reference: request.reference,
    id_token_hint: request.idTokenHint,
    asserted_login_identity: request.assertedIdentity,
    claims: request.claims && JSON.stringify(request.claims),
    ...request.more,
  };
  try {
    return { address: await addressOf(connection, new URLSearchParams(given(parameters))), pending };
  } catch (error) {
    throw suretyError(error);
  }
}

const scopeAt = (level: Level, scope: SuretyOptions['scope'] = 'openid profile') =>
  typeof scope === 'string' ? scope : scope[level];

/** The request as it is, signed, pushed, or both. */
async function addressOf({ configuration, options, key }: Connection, query: URLSearchParams): Promise<URL> {
  const known = await configuration();
  let parameters = query;
  if (options.signedRequests) {
    const { key: privateKey, kid } = await key();
    const signing = kid ? { key: privateKey, kid } : privateKey;
    parameters = (await openid.buildAuthorizationUrlWithJAR(known, parameters, signing)).searchParams;
  }
  return options.pushedRequests
    ? openid.buildAuthorizationUrlWithPAR(known, parameters)
    : openid.buildAuthorizationUrl(known, parameters);
}

/**
 * Turns Surety's answer into claims: checks state and issuer, redeems the code, checks the ID token and its level, asks userinfo.
 *
 * @param answer the address at which the browser came back; only its query counts
 * @throws SuretyError
 */
export async function finishSignIn(
  connection: Connection,
  answer: URL | string,
  pending: PendingSignIn,
): Promise<SignedIn> {
  const back = new URL(connection.options.redirectUri);
  back.search = new URL(answer, back).search;
  const expected = {
    expectedState: pending.state,
    expectedNonce: pending.nonce,
    pkceCodeVerifier: pending.verifier,
    ...(pending.maxAge === undefined ? {} : { maxAge: pending.maxAge }),
  };
  try {
    const known = await connection.configuration();
    const bound = await connection.dpop();
    const tokens = await openid.authorizationCodeGrant(known, back, expected, undefined, bound);
    return await signedInBy(connection, tokens, (vector) => pending.vectors.some((asked) => sameVector(asked, vector)));
  } catch (error) {
    throw suretyError(error);
  }
}
