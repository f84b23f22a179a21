import { minute } from '../../domain/clock.js';
import { type Lookup, sameSecret } from '../../platform/keys/lookup.js';
import type { LiveInteraction } from '../ports.js';

/** A challenge is good for this long at least, and for twice as long at most. */
const window = 15 * minute;

type Asked = Pick<LiveInteraction, 'uid' | 'signIn'>;

/**
 * The challenge that a passkey is to answer in this sign-in: made by a key from the interaction, which only its own browser can use, and the
 * number of its tries, which the store counts. So each is good for one try, and showing a page writes nothing.
 */
export function signInChallenge(lookup: Lookup, { uid, signIn }: Asked, now: number): string {
  const { passkeyRound = 0 } = signIn;
  return lookup.lookup('token', `passkey ${uid} ${passkeyRound} ${Math.floor(now / window)}`);
}

/** Whether a passkey has answered the challenge of this try, now or a moment ago. */
export function isSignInChallenge(lookup: Lookup, asked: Asked, challenge: string, now: number): boolean {
  return [now, now - window].some((at) => sameSecret(challenge, signInChallenge(lookup, asked, at)));
}
