import type { Request, Response } from 'express';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { isOutage } from '../../platform/outage.js';
import type { ProviderPages } from '../../ui/ports.js';
import { partnersOf } from './sessions/end-session.js';

/** The pages that the provider shows itself, drawn by ui/. The provider runs inside Express, so its requests are Express requests. */
export function providerPages(pages: ProviderPages) {
  const show = async (
    ctx: KoaContextWithOIDC,
    draw: (req: Request, res: Response, partnerId?: string) => Promise<string>,
  ): Promise<void> => {
    const html = await draw(ctx.req as Request, ctx.res as Response, ctx.oidc?.client?.clientId);
    ctx.type = 'html';
    ctx.body = html;
  };
  return {
    async renderError(ctx: KoaContextWithOIDC, out: { error: string }, error: unknown): Promise<void> {
      if (isOutage(error)) return show(ctx, (req, res) => pages.unavailable(req, res));
      await show(ctx, (req, res, partnerId) => pages.refused(req, res, { error: out.error, partnerId }));
    },

    async logoutSource(ctx: KoaContextWithOIDC): Promise<void> {
      const action = new URL(ctx.oidc.urlFor('end_session_confirm')).pathname;
      const xsrf = String(ctx.oidc.session?.state?.secret);
      const partners = [...new Set(partnersOf(ctx.oidc.session ?? {}).map(({ id }) => id))];
      await show(ctx, (req, res, partnerId) => pages.signOut(req, res, { action, xsrf, partnerId, partners }));
    },

    async postLogoutSuccessSource(ctx: KoaContextWithOIDC): Promise<void> {
      await show(ctx, (req, res, partnerId) => pages.signedOut(req, res, { partnerId }));
    },
  };
}
