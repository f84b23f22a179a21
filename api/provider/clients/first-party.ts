import type { ClientMetadata } from 'oidc-provider';
import { ownClient } from '../../../domain/partners/own-client.js';

/** Where a sign-in without a partner returns to. */
export const signedInPath = '/signed-in';

/** What it asks for: any sign-in will do. */
export const firstPartyVtr = '["P0.Cp.Cd","P0.Cm"]';

/**
 * Surety as a client of its own provider: pages outside a partner's request sign in through it, so that there is one sign-in path and
 * one session. It gets no code and no token (`response_type=none`).
 */
export function firstPartyClient(issuer: string): ClientMetadata {
  return {
    client_id: ownClient,
    token_endpoint_auth_method: 'none',
    redirect_uris: [issuer + signedInPath],
    post_logout_redirect_uris: [],
    response_types: ['none'],
    grant_types: [],
    scope: 'openid',
  };
}

/** Pages that somebody may have wanted to see when they were asked to sign in: the portal's, and the account's own. */
const ownPage = /^\/(portal|account)(\/[\w-]+)*$/;

/**
 * The address at which a sign-in without a partner begins. `state` carries where to return to: a journey, by its id, or a page of the
 * portal or the account, by its path; else the account. Pointers, never keys.
 */
export function signInAddress(issuer: string, to?: string, asserted?: string): string {
  const journeyId = to && isJourney(to) ? to : undefined;
  const parameters = new URLSearchParams({
    client_id: ownClient,
    response_type: 'none',
    scope: 'openid',
    redirect_uri: issuer + signedInPath,
    state: journeyId ?? (to && ownPage.test(to) ? to : 'account'),
    nonce: 'none',
    ...(journeyId ? { journey: journeyId } : {}),
    ...(asserted ? { asserted_login_identity: asserted } : {}),
  });
  return `/authorize?${parameters}`;
}

/** In `state`, before the page: who gives up is signed in still. */
const stepUp = 'again.';

/** The address at which somebody who is signed in does so once more, and comes back to a page of their account. */
export function stepUpAddress(issuer: string, to: string): string {
  const address = signInAddress(issuer, to);
  return `${address.replace('&state=', `&state=${stepUp}`)}&prompt=login`;
}

/** Where the person goes when that sign-in has ended, well or not. */
export function afterSignIn(state: unknown, failed: boolean): string {
  if (typeof state === 'string' && isJourney(state)) {
    // Not the journey itself after a failure: it would ask to sign in at once, again and again.
    return failed ? `/journey/${state}/sign-in` : `/journey/${state}`;
  }
  const again = typeof state === 'string' && state.startsWith(stepUp);
  if (failed) return again ? '/account' : '/account/sign-in';
  const page = again ? state.slice(stepUp.length) : state;
  return typeof page === 'string' && ownPage.test(page) ? page : '/account';
}

const isJourney = (text: string): boolean => /^[\w-]{22}$/.test(text);
