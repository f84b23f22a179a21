import type { Request, Response } from 'express';
import type { UiDeps } from '../deps.js';
import { frameOf } from '../http/frame.js';
import { framePartner } from '../http/partner-frame.js';
import { drawPage, type PageView } from '../http/render.js';
import type { ProviderPages } from '../ports.js';

/** The pages that the OpenID Provider shows itself, in our frame. */
export function providerPages(
  { store, url }: Pick<UiDeps, 'store' | 'url'>,
  frame: (req: Request, res: Response) => void,
): ProviderPages {
  const draw = async (req: Request, res: Response, partnerId: string | undefined, view: PageView): Promise<string> => {
    frame(req, res);
    const partner = partnerId ? await store.partners.byId(partnerId) : null;
    framePartner(res, partner);
    const framed = frameOf(res);
    framed.otherLanguages = [];
    if (partner && framed.partner) framed.exits = [{ kind: 'return', method: 'get', action: partner.entryPage }];
    return drawPage(res, view);
  };

  return {
    signOut: (req, res, { action, xsrf, partnerId }) =>
      draw(req, res, partnerId, { page: 'account/sign-out', model: { action: url + action, xsrf } }),
    signedOut: (req, res, { partnerId }) => draw(req, res, partnerId, { page: 'account/signed-out' }),
    refused: (req, res, { partnerId }) =>
      draw(req, res, partnerId, { page: 'problem', model: { problem: 'refused', again: undefined } }),
  };
}
