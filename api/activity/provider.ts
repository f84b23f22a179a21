import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Fact } from '../../domain/partners/conformance.js';
import { ownClient } from '../../domain/partners/own-client.js';
import { currentRequestId } from '../../platform/request-id/request-id.js';
import type { Activity } from './activity.js';

/** Which of the provider's routes are noted, and as what. */
const endpoints: Readonly<Record<string, string>> = {
  authorization: '/authorize',
  resume: '/authorize',
  pushed_authorization_request: '/par',
  token: '/token',
  userinfo: '/userinfo',
  revocation: '/revoke',
  end_session: '/end-session',
};

/** Notes what came of each request that names a partner. To be called before the provider's routes are mounted. */
export function watchPartners(provider: Provider, activity: Activity): void {
  provider.use(async (ctx, next) => {
    await next();
    const { oidc, method } = ctx as unknown as KoaContextWithOIDC & { method: string };
    const path = endpoints[oidc?.route ?? ''];
    const partnerId = oidc?.client?.clientId;
    if (!path || !partnerId || partnerId === ownClient) return;
    const outcome = outcomeOf(ctx as unknown as KoaContextWithOIDC);
    const requestId = currentRequestId();
    activity.note(
      partnerId,
      {
        at: new Date(),
        endpoint: `${method} ${path}`,
        status: ctx.status,
        outcome,
        ...(requestId ? { requestId } : {}),
      },
      factsOf(oidc, outcome, ctx.status),
    );
  });
}

/** The error's code, `code` where one was given, `page` where the person is asked for something first. */
function outcomeOf(ctx: KoaContextWithOIDC): string {
  const { body, status } = ctx as unknown as { body: unknown; status: number };
  const error = (body as { error?: unknown } | null | undefined)?.error;
  if (typeof error === 'string') return error;
  const location = ctx.response.get('location');
  if (location && URL.canParse(location, ctx.oidc.issuer)) {
    const { searchParams } = new URL(location, ctx.oidc.issuer);
    const given = searchParams.get('error') ?? (searchParams.has('code') ? 'code' : undefined);
    if (given) return /^[a-z_]{1,60}$/.test(given) ? given : 'error';
    return 'page';
  }
  return status < 400 ? 'ok' : 'error';
}

function factsOf(oidc: KoaContextWithOIDC['oidc'], outcome: string, status: number): Fact[] {
  const { route, params } = oidc;
  if (route === 'authorization' || route === 'resume') {
    const careful = Boolean(params?.code_challenge && params.state && params.nonce);
    return [
      ...(route === 'authorization' ? ['asked' as const] : []),
      ...(outcome === 'code' && careful ? ['signed_in' as const] : []),
      ...(outcome === 'access_denied' ? ['error_sent' as const] : []),
    ];
  }
  if (status >= 400) return [];
  if (route === 'token') return params?.grant_type === 'authorization_code' ? ['code_redeemed'] : [];
  if (route === 'userinfo') return ['userinfo_read'];
  return route === 'end_session' ? ['signed_out'] : [];
}
