import * as openid from 'openid-client';
import { type Identity, identityOf } from './claims.js';
import type { Connection } from './connection.js';
import { SuretyError } from './errors.js';
import { type Level, levelOf } from './levels.js';

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
  /** For `refresh`, where you are registered for it. It works once: keep the one that comes with the answer. */
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

/**
 * Reads what the token endpoint gave, and asks userinfo.
 * @param isExpected whether a vector will do
 * @throws SuretyError
 */
export async function signedInBy(
  { configuration, dpop }: Connection,
  tokens: openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers,
  isExpected: (vector: string) => boolean,
): Promise<SignedIn> {
  const claims = tokens.claims();
  if (!claims || !tokens.id_token) throw new SuretyError('answer_not_valid', 'no ID token');
  const { vot, sid, auth_time, return_code } = claims;
  const unfinished = unfinishedBy(return_code);
  // With a letter the vector is P0's, whatever was asked for.
  if (typeof vot !== 'string' || !(unfinished || isExpected(vot))) throw new SuretyError('level_not_met', String(vot));
  const userinfo = await openid.fetchUserInfo(await configuration(), tokens.access_token, claims.sub, await dpop());
  return {
    subject: claims.sub,
    vector: vot,
    level: levelOf(vot),
    ...(unfinished && { unfinished }),
    ...identityOf(userinfo, claims),
    ...(typeof auth_time === 'number' && { authenticatedAt: new Date(auth_time * 1_000) }),
    ...(typeof sid === 'string' && { sid }),
    idToken: tokens.id_token,
    accessToken: tokens.access_token,
    ...(tokens.refresh_token && { refreshToken: tokens.refresh_token }),
  };
}
