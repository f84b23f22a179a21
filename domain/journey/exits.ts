import type { Exit } from './steps.js';

/**
 * Where leaving a step leads. `code`: back with a code at the level reached; `error`: back with an OAuth error; `initiate`: to the
 * partner's initiate_login_uri, which sends the person here again to be signed in; `entry`: to its entry page.
 */
export type WayBack =
  | { kind: 'code' }
  | { kind: 'error'; error: 'access_denied'; description: ExitDescription }
  | { kind: 'initiate' }
  | { kind: 'entry' };

/** Documented values of `error_description` for partners. */
export type ExitDescription = 'verification_pending' | 'verification_failed' | 'user_cancelled';

/** What decides where an exit leads. */
export type ExitSituation = {
  exit: Exit;
  /** The interaction of this very browser, for this client and account, still waits. */
  interactionLive: boolean;
  /** Someone is signed in, and their level is what the request asked for (within an interaction: satisfies one of its vectors). */
  levelSatisfies: boolean;
  /** The case is over without the level (declined, expired, too young…). */
  failed: boolean;
  partnerHasInitiateLogin: boolean;
};

/**
 * The way back to the partner. There always is one. Without a live interaction only those who are done are sent to sign in there:
 * anybody else would come straight back to the page they wanted to leave.
 */
export function wayBack(situation: ExitSituation): WayBack {
  if (!situation.interactionLive) {
    const done = situation.levelSatisfies && situation.exit === 'return';
    return { kind: done && situation.partnerHasInitiateLogin ? 'initiate' : 'entry' };
  }
  if (situation.exit === 'cancel') return { kind: 'error', error: 'access_denied', description: 'user_cancelled' };
  if (situation.levelSatisfies) return { kind: 'code' };
  const description = situation.failed ? 'verification_failed' : 'verification_pending';
  return { kind: 'error', error: 'access_denied', description };
}
