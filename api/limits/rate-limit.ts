import { RateLimiterMongo, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Store } from '../../store/database.js';

/** Requests that one partner may make in a window. */
export interface Quota {
  /** What is limited, for the headers. */
  name: 'api' | 'token' | 'statistics';
  requests: number;
  seconds: number;
}

/** How a request stands to its quota. */
export interface Spent {
  allowed: boolean;
  /** About how many are left, over all processes. */
  left: number;
  /** Seconds until the window ends. */
  resets: number;
}

/** `until` by a clock that nobody sets (`performance.now()`). */
type Share = { left: number; elsewhere: number; until: number };

/** So much of the quota each process takes at a time: a twentieth of the requests costs a write, the others none. */
const shares = 20;

/**
 * Limits that all processes share, counted in the store. A process takes a share of the quota at a time and spends it by itself, so that
 * a status poll costs no write. With several processes the last share or two may stay unspent: the limit is never exceeded.
 */
export function createRateLimit({ tools }: Pick<Store, 'tools'>) {
  const limiters = new Map<string, RateLimiterMongo>();
  const taken = new Map<string, Share>();
  const asking = new Map<string, Promise<Share>>();

  const limiterOf = ({ name, requests, seconds }: Quota): RateLimiterMongo => {
    const key = `${name}-${requests}`;
    const known = limiters.get(key);
    if (known) return known;
    const made = new RateLimiterMongo({
      storeClient: tools.db,
      tableName: 'rate_limits',
      keyPrefix: `partner-${name}`,
      points: requests,
      duration: seconds,
      inMemoryBlockOnConsumed: requests + 1,
    });
    limiters.set(key, made);
    return made;
  };

  const takeShare = async (quota: Quota, partnerId: string): Promise<Share> => {
    const share = Math.max(1, Math.floor(quota.requests / shares));
    try {
      const { remainingPoints, msBeforeNext } = await limiterOf(quota).consume(partnerId, share);
      return { left: share, elsewhere: remainingPoints, until: performance.now() + msBeforeNext };
    } catch (refused) {
      if (refused instanceof Error) throw refused;
      return {
        left: 0,
        elsewhere: 0,
        until: performance.now() + Math.max(1, (refused as RateLimiterRes).msBeforeNext),
      };
    }
  };

  /** Counts one request of a partner. */
  return async function spend(quota: Quota, partnerId: string): Promise<Spent> {
    const key = `${quota.name} ${partnerId}`;
    let share = taken.get(key);
    while (!share || share.until <= performance.now() || (share.left === 0 && share.elsewhere > 0)) {
      const pending = asking.get(key) ?? takeShare(quota, partnerId).finally(() => asking.delete(key));
      asking.set(key, pending);
      share = await pending;
      if (taken.size > 10_000) taken.clear();
      taken.set(key, share);
    }
    const resets = Math.max(1, Math.ceil((share.until - performance.now()) / 1_000));
    const allowed = share.left > 0;
    if (allowed) share.left -= 1;
    return { allowed, left: share.left + share.elsewhere, resets };
  };
}

/** The headers that tell a partner how it stands (draft-ietf-httpapi-ratelimit-headers), and when to come again. */
export function rateLimitHeaders({ name, requests, seconds }: Quota, { allowed, left, resets }: Spent) {
  return {
    'RateLimit-Policy': `"${name}";q=${requests};w=${seconds}`,
    RateLimit: `"${name}";r=${left};t=${resets}`,
    ...(allowed ? {} : { 'Retry-After': String(resets) }),
  };
}
