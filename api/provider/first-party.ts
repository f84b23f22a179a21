import type { ClientMetadata } from 'oidc-provider';

/**
 * Surety as a client of its own provider: pages outside a partner's request sign in through it, so that there is one sign-in path and
 * one session. It gets no code and no token (`response_type=none`).
 */
export const firstPartyId = 'surety';

/** Where a sign-in without a partner returns to. */
export const signedInPath = '/signed-in';

/** What it asks for: any sign-in will do. */
export const firstPartyVtr = '["P0.Cp.Cd","P0.Cm"]';

export function firstPartyClient(issuer: string): ClientMetadata {
  return {
    client_id: firstPartyId,
    token_endpoint_auth_method: 'none',
    redirect_uris: [issuer + signedInPath],
    post_logout_redirect_uris: [],
    response_types: ['none'],
    grant_types: [],
    scope: 'openid',
  };
}

/** The address at which a sign-in without a partner begins. `state` carries the journey to return to: a pointer, never a key. */
export function signInAddress(issuer: string, journeyId?: string): string {
  const parameters = new URLSearchParams({
    client_id: firstPartyId,
    response_type: 'none',
    scope: 'openid',
    redirect_uri: issuer + signedInPath,
    state: journeyId ?? 'account',
    nonce: 'none',
    ...(journeyId ? { journey: journeyId } : {}),
  });
  return `/authorize?${parameters}`;
}

/** Where the person goes when that sign-in has ended, well or not. */
export function afterSignIn(state: unknown, failed: boolean): string {
  const journeyId = typeof state === 'string' && /^[\w-]{22}$/.test(state) ? state : undefined;
  if (!journeyId) return failed ? '/account/sign-in' : '/account';
  // Not the journey itself after a failure: it would ask to sign in at once, again and again.
  return failed ? `/journey/${journeyId}/sign-in` : `/journey/${journeyId}`;
}
