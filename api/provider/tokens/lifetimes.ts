import type { Client, Configuration } from 'oidc-provider';
import { sessionTimes } from '../../../domain/accounts/session-times.js';
import { sessionTtl } from '../sessions/sessions.js';

const minute = 60;
const hour = 60 * minute;

const { refreshable, pushedRequest, interaction } = sessionTimes;

/** FAPI 2.0 Security Profile, §5.3.2.1: the longest that a code may live. */
const longestFapiCode = minute;

/** Lifetimes in seconds, those of NHS login; codes live as long as the operator lets them. */
export function lifetimes(codeSeconds: number): Configuration['ttl'] {
  return {
    AuthorizationCode: (_ctx, _code, client: Client) =>
      client.profile === 'fapi2' ? Math.min(longestFapiCode, codeSeconds) : codeSeconds,
    AccessToken: 5 * minute,
    ClientCredentials: 5 * minute,
    IdToken: hour,
    RefreshToken(_ctx, { iiat }) {
      const now = Math.floor(Date.now() / 1_000);
      return Math.max(1, (iiat ?? now) + refreshable / 1_000 - now);
    },
    PushedAuthorizationRequest: pushedRequest / 1_000,
    Session: sessionTtl,
    Interaction: interaction / 1_000,
  };
}
