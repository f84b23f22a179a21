import type { Request, RequestHandler, Response } from 'express';
import type { UiDeps } from '../../deps.js';
import { framePartner } from '../../http/partner-frame.js';
import { renderPage } from '../../http/render.js';
import { readSignedOut } from './cookie.js';

/**
 * Says what the person was signed out of, with the way back to each. Partners that end their session in the browser (OpenID Connect
 * Front-Channel Logout 1.0) are framed, out of sight; then the browser goes on to the partner that asked for the sign-out.
 */
export function showSignedOut({ store, url }: UiDeps): RequestHandler {
  return async (req: Request, res: Response) => {
    const { partners, to } = readSignedOut(req, store.tools.sealer, url);
    const found = await Promise.all(
      partners.map(async ({ id, sid }) => {
        const partner = await store.partners.byId(id);
        return partner ? [{ partner, sid }] : [];
      }),
    );
    const known = found.flat();
    const frames = known.flatMap(({ partner, sid }) => {
      if (!partner.frontchannelLogoutUri) return [];
      const address = new URL(partner.frontchannelLogoutUri);
      address.searchParams.set('iss', url);
      address.searchParams.set('sid', sid);
      return [address];
    });
    const asker = to ? known.find(({ partner }) => goesTo(partner.postLogoutRedirectUris, to)) : undefined;
    if (asker) framePartner(res, asker.partner);
    const named = known.map(({ partner: { _id, name, entryPage } }) => [_id, { name, entryPage }] as const);
    const services = [...new Map(named).values()];
    const shown = frames.map(({ href }) => href);
    renderPage(res, {
      page: 'account/signed-out',
      frames: frames.map(({ origin }) => origin),
      model: { services, frames: shown, to, stayed: false },
    });
  };
}

/** `state` may have been added to a registered address. */
function goesTo(registered: readonly string[], to: string): boolean {
  const bare = (address: string) => {
    const url = new URL(address);
    url.searchParams.delete('state');
    return url.href;
  };
  return registered.some((address) => bare(address) === bare(to));
}
