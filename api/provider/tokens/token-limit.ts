import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { Store } from '../../../store/database.js';
import { tokenQuota } from '../../limits/partner-quota.js';
import { createRateLimit, rateLimitHeaders } from '../../limits/rate-limit.js';

/** A limit is reached. The name is ours: OAuth has none for it. */
class TooManyRequests extends errors.CustomOIDCProviderError {
  override statusCode = 429;
  override status = 429;
}

/**
 * Limits what a partner asks of the token endpoint. To be called once the partner has proved who it is (or anybody could use up another's
 * limit by naming it), and before a code is redeemed, which can be tried again.
 */
export function tokenLimit(store: Store) {
  const spend = createRateLimit(store);
  return async (ctx: KoaContextWithOIDC, clientId: string): Promise<void> => {
    const partner = await store.partners.byId(clientId);
    if (ctx.oidc.route !== 'token' || !partner) return;
    const quota = tokenQuota(partner);
    const spent = await spend(quota, clientId);
    ctx.set(rateLimitHeaders(quota, spent));
    if (!spent.allowed) throw new TooManyRequests('too_many_requests', 'wait as long as Retry-After says');
  };
}
