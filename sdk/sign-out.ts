import { createRemoteJWKSet, customFetch, type JWTPayload, jwtVerify } from 'jose';
import * as openid from 'openid-client';
import type { Connection } from './connection.js';
import { SuretyError } from './errors.js';
import { given } from './given.js';
import { suretyError } from './wire-errors.js';

/** Where to send the browser so that the person is signed out of Surety too, and back to `returnTo`, one of your registered addresses. */
export async function signOutAddress(
  { configuration }: Connection,
  { idToken, returnTo, state }: { idToken: string; returnTo?: string; state?: string },
): Promise<URL> {
  const parameters = { id_token_hint: idToken, post_logout_redirect_uri: returnTo, state };
  try {
    return openid.buildEndSessionUrl(await configuration(), new URLSearchParams(given(parameters)));
  } catch (error) {
    throw suretyError(error);
  }
}

/** Whose sessions end: those of this session at Surety, else all of this person. */
export interface SignedOut {
  sid?: string;
  subject?: string;
  /** The token's own id; a token that comes again says nothing new. */
  id: string;
}

/** OpenID Connect Back-Channel Logout 1.0, section 2.4. */
const event = 'http://schemas.openid.net/event/backchannel-logout';

/** Seconds for which a logout token counts: an old one must not end a newer session of the person. */
const freshFor = 120;

/**
 * Makes the check of logout tokens (OpenID Connect Back-Channel Logout 1.0, section 2.6), with Surety's keys looked up once. A token
 * counts once in this process; in another one it ends the same sessions again, and for two minutes at most.
 */
export function logoutTokens({
  configuration,
  options,
  fetch,
  now,
}: Connection): (token: string) => Promise<SignedOut> {
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined;
  const isNew = once(freshFor, now);
  return async (token) => {
    const metadata = (await configuration().catch((error) => Promise.reject(suretyError(error)))).serverMetadata();
    keys ??= createRemoteJWKSet(new URL(metadata.jwks_uri ?? ''), { [customFetch]: (url, init) => fetch(url, init) });
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: metadata.issuer,
        audience: options.clientId,
        algorithms: [options.idTokenAlgorithm],
        requiredClaims: ['iat', 'jti', 'events'],
        maxTokenAge: freshFor,
        clockTolerance: options.clockTolerance,
        typ: 'logout+jwt',
        currentDate: now(),
      });
      const told = signedOut(payload);
      if (!isNew(told.id)) throw new SuretyError('logout_token_not_valid', 'seen before');
      return told;
    } catch (error) {
      if (error instanceof SuretyError) throw error;
      throw new SuretyError('logout_token_not_valid', error instanceof Error ? error.message : undefined, {
        cause: error,
      });
    }
  };
}

function signedOut({ events, nonce, sid, sub, jti = '' }: JWTPayload): SignedOut {
  const isLogout = typeof events === 'object' && events !== null && event in events;
  const named = typeof sid === 'string' || typeof sub === 'string';
  // An ID token, which has a nonce, is no logout token.
  if (!isLogout || !named || nonce !== undefined) throw new SuretyError('logout_token_not_valid', 'not a logout token');
  return { id: jti, ...(typeof sid === 'string' && { sid }), ...(typeof sub === 'string' && { subject: sub }) };
}

/** @returns whether an id is seen for the first time within so many seconds */
function once(seconds: number, now: () => Date): (id: string) => boolean {
  const seen = new Map<string, number>();
  return (id) => {
    const at = now().getTime();
    for (const [old, since] of seen) if (since + 2 * seconds * 1_000 < at) seen.delete(old);
    const isNew = !seen.has(id);
    seen.set(id, at);
    return isNew;
  };
}
