import * as openid from 'openid-client';
import type { Connection } from './connection.js';
import { SuretyError } from './errors.js';
import { type SignedIn, signedInBy } from './signed-in.js';
import { suretyError } from './wire-errors.js';

/** What a refresh needs of the sign-in before. */
export type Refreshable = Pick<SignedIn, 'subject' | 'vector'> & { refreshToken: string };

/** How long an answer is kept for whoever asks with the token that it used up. In milliseconds. */
const keptFor = 60_000;

/**
 * Makes `refresh`: new tokens and fresh claims, without the person. A refresh token works once, and one that is used again ends all that
 * came of the sign-in: so whoever asks with the same token, at the same time or a moment later, gets the same answer.
 */
export function refresher(connection: Connection): (before: Refreshable) => Promise<SignedIn> {
  const asked = new Map<string, Promise<SignedIn>>();
  return (before) => {
    const known = asked.get(before.refreshToken);
    if (known) return known;
    const answer = refreshed(connection, before);
    const forget = () => asked.delete(before.refreshToken);
    asked.set(before.refreshToken, answer);
    answer.then(() => unheld(setTimeout(forget, keptFor)), forget);
    return answer;
  };
}

async function refreshed(connection: Connection, { refreshToken, subject, vector }: Refreshable): Promise<SignedIn> {
  try {
    const configuration = await connection.configuration();
    const tokens = await openid.refreshTokenGrant(configuration, refreshToken, undefined, await connection.dpop());
    // OpenID Connect Core 1.0, section 12.2: the same person.
    if (tokens.claims()?.sub !== subject) throw new SuretyError('answer_not_valid', 'another person');
    // It stays the same where Surety sends none.
    return { refreshToken, ...(await signedInBy(connection, tokens, (told) => told === vector)) };
  } catch (error) {
    const problem = suretyError(error);
    if (!problem.wire?.startsWith('invalid_grant')) throw problem;
    throw new SuretyError('refresh_refused', problem.wire, { cause: error });
  }
}

/** A timer for which no process stays: in browsers and the like it is a number. */
function unheld(timer: unknown): void {
  (timer as { unref?: () => void }).unref?.();
}
