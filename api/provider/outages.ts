import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { isOutage } from '../../platform/outage.js';

/** Seconds after which asking again is worth while. */
const retryAfter = 5;

/**
 * What the provider answers while the database does not: 503 `temporarily_unavailable` with `Retry-After`, where it would say that it is
 * broken. The name is RFC 6749's (§4.1.2.1). The page for people is drawn by pages.ts, under the same status.
 */
export function sayOutages(provider: Provider): void {
  provider.on('server_error', (ctx: KoaContextWithOIDC, error: unknown) => {
    if (!isOutage(error)) return;
    ctx.status = 503;
    ctx.set('Retry-After', String(retryAfter));
    // An answer for programs is there already; that of a page comes later.
    if (ctx.body) ctx.body = { error: 'temporarily_unavailable', error_description: 'try again in a few seconds' };
  });
}
