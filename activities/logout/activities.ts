import type { SigningKeys } from '../../platform/keys/signing-keys.js';
import { counter } from '../../platform/metrics/metrics.js';
import { type SafeFetch, TargetError } from '../../platform/network/safe-fetch.js';
import { outage, refusal } from '../../platform/temporal/activity-failure.js';
import type { Store } from '../../store/database.js';
import { createLogoutTokens } from './logout-token.js';

/** `none`: the partner has no address for it (any more). */
export type LogoutOutcome = 'delivered' | 'none';

/** Statuses after which another try may succeed though they blame the request. */
const passing = [408, 425, 429];

const deliveries = counter('surety_logout_deliveries_total', 'Tries to tell partners of ended sessions', ['outcome']);

export interface LogoutDeps {
  store: Pick<Store, 'partners'>;
  /** Surety's public address. */
  issuer: string;
  keys: SigningKeys;
  safeFetch: SafeFetch;
}

export function createLogoutActivities({ store, issuer, keys, safeFetch }: LogoutDeps) {
  const makeToken = createLogoutTokens(issuer, keys);
  return {
    /**
     * Sends a fresh logout token to the partner's `backchannel_logout_uri` (Back-Channel Logout 1.0, §2.5).
     * @throws failures that are tried again where the partner is down, and final ones where it says no.
     */
    async deliverLogout(ended: { partnerId: string; accountId: string; sid: string }): Promise<LogoutOutcome> {
      const partner = await store.partners.byId(ended.partnerId);
      if (!partner?.backchannelLogoutUri) return 'none';
      const body = new URLSearchParams({ logout_token: await makeToken(partner, ended) }).toString();
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const { status } = await safeFetch(partner.backchannelLogoutUri, { method: 'POST', headers, body }).catch(
        (error: unknown) => {
          deliveries.inc({ outcome: 'unreachable' });
          throw error instanceof TargetError && error.final ? refusal(error.code) : outage('logout_unreachable');
        },
      );
      if (status >= 200 && status < 300) {
        deliveries.inc({ outcome: 'delivered' });
        return 'delivered';
      }
      deliveries.inc({ outcome: 'refused' });
      throw status >= 500 || passing.includes(status) ? outage('logout_not_now') : refusal('logout_refused');
    },
  };
}

export type LogoutActivities = ReturnType<typeof createLogoutActivities>;
