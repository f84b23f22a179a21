import * as openid from 'openid-client';
import { type Identity, identityOf } from './claims.js';
import type { Connection } from './connection.js';
import { SuretyError } from './errors.js';
import { type Level, levelOf, sameVector } from './levels.js';
import { suretyError } from './wire-errors.js';

export interface SignInRequest {
  /** The level needed; a higher one than before is a step up. */
  level?: Level;
  /** The vectors that will do, in place of `level`; for example `['P9.Cp.Cd', 'P5.Cp.Cd']`: P9 please, P5 will do. */
  vectors?: readonly string[];
  scope?: string;
  /** `none`: no page, an error where one would be needed. `login`: sign in again. `consent`: ask again. */
  prompt?: 'none' | 'login' | 'consent';
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
  /** OpenID Connect's `claims` parameter: claims, or `verified_claims`, asked for by name. */
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

/** A person who came back signed in. */
export interface SignedIn extends Identity {
  /** Surety's name for the person; the same at each sign-in. */
  subject: string;
  /** The level that *this* sign-in achieved, and its vector. */
  level: Level;
  vector: string;
  /** When the person signed in at Surety. */
  authenticatedAt?: Date;
  /** Surety's name for the session: a sign-out that begins elsewhere names it. */
  sid?: string;
  /**
   * The person came back before they had the level asked for, and you are registered to get a code all the same (`returnCodes`): they are
   * signed in at P0. Say what `access_denied` would have said.
   */
  unfinished?: Unfinished;
  /** For signing out, and for `assertedIdentity`. */
  idToken: string;
  /** For userinfo; lives 5 minutes. */
  accessToken: string;
  refreshToken?: string;
}

/** Why a person came back without the level, as Surety says it by a letter. */
const returnCodes = { P: 'verification_pending', F: 'verification_failed', C: 'user_cancelled' } as const;

export type Unfinished = (typeof returnCodes)[keyof typeof returnCodes];

/** A letter that this version does not know stands for "not yet". */
function unfinishedBy(letter: unknown): Unfinished | undefined {
  if (typeof letter !== 'string') return undefined;
  return returnCodes[letter as keyof typeof returnCodes] ?? 'verification_pending';
}

/** Where to send the browser, and what to keep meanwhile. */
export async function beginSignIn(
  { configuration, options }: Connection,
  request: SignInRequest = {},
): Promise<{ address: URL; pending: PendingSignIn }> {
  const level = request.level ?? options.level ?? 'P9';
  const authenticators = options.authenticators ?? ['Cp.Cd'];
  const pending: PendingSignIn = {
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    verifier: openid.randomPKCECodeVerifier(),
    vectors: request.vectors ?? authenticators.map((one) => `${level}.${one}`),
    ...(request.maxAge === undefined ? {} : { maxAge: request.maxAge }),
  };
  const parameters: Record<string, string | undefined> = {
    redirect_uri: options.redirectUri,
    scope: request.scope ?? options.scope ?? 'openid profile',
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
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const query = new URLSearchParams(given);
  try {
    const known = await configuration();
    if (!options.pushedRequests) return { address: openid.buildAuthorizationUrl(known, query), pending };
    return { address: await openid.buildAuthorizationUrlWithPAR(known, query), pending };
  } catch (error) {
    throw suretyError(error);
  }
}

/**
 * Turns Surety's answer into claims: checks state and issuer, redeems the code, checks the ID token and its level, asks userinfo.
 *
 * @param answer the address at which the browser came back; only its query counts
 * @throws SuretyError
 */
export async function finishSignIn(
  { configuration, options }: Connection,
  answer: URL | string,
  pending: PendingSignIn,
): Promise<SignedIn> {
  const back = new URL(options.redirectUri);
  back.search = new URL(answer, back).search;
  try {
    const known = await configuration();
    const tokens = await openid.authorizationCodeGrant(known, back, {
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      pkceCodeVerifier: pending.verifier,
      ...(pending.maxAge === undefined ? {} : { maxAge: pending.maxAge }),
    });
    const claims = tokens.claims();
    if (!claims || !tokens.id_token) throw new SuretyError('answer_not_valid', 'no ID token');
    const { vot, sid, auth_time, return_code } = claims;
    const unfinished = unfinishedBy(return_code);
    // With a letter the vector is P0's, whatever was asked for.
    if (typeof vot !== 'string' || !(unfinished || pending.vectors.some((asked) => sameVector(asked, vot)))) {
      throw new SuretyError('level_not_met', String(vot));
    }
    const userinfo = await openid.fetchUserInfo(known, tokens.access_token, claims.sub);
    return {
      subject: claims.sub,
      vector: vot,
      level: levelOf(vot),
      ...(unfinished && { unfinished }),
      ...identityOf(userinfo),
      ...(typeof auth_time === 'number' && { authenticatedAt: new Date(auth_time * 1_000) }),
      ...(typeof sid === 'string' && { sid }),
      idToken: tokens.id_token,
      accessToken: tokens.access_token,
      ...(tokens.refresh_token && { refreshToken: tokens.refresh_token }),
    };
  } catch (error) {
    throw suretyError(error);
  }
}
