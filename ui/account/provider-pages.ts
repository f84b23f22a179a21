import type { Request, Response } from 'express';
import { noticesAt } from '../../domain/journey/journey-notices.js';
import type { UiDeps } from '../deps.js';
import { frameOf } from '../http/frame.js';
import { framePartner } from '../http/partner-frame.js';
import { drawPage, type PageView } from '../http/render.js';
import type { ProviderPages } from '../ports.js';
import { serviceNames } from './service-names.js';

/** Where trying the same again leads, with all that was asked. A path that begins with two slashes would be another host's address. */
const sameAgain = ({ method, originalUrl }: Request) =>
  method === 'GET' ? originalUrl.replace(/^[/\\]+/, '/') : undefined;

/** Pages whose address may be opened once more, in another language: that of a refused request would make it again. */
const asksOnly = new Set(['account/sign-out', 'account/signed-out']);

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
    if (!asksOnly.has(view.page) || req.method !== 'GET') framed.otherLanguages = [];
    if (partner && framed.partner) framed.exits = [{ kind: 'return', method: 'get', action: partner.entryPage }];
    return drawPage(res, view);
  };

  return {
    async signOut(req, res, { action, xsrf, partnerId, partners }) {
      const services = await serviceNames(store, partners);
      return draw(req, res, partnerId, { page: 'account/sign-out', model: { action: url + action, xsrf, services } });
    },
    signedOut: (req, res, { partnerId }) =>
      draw(req, res, partnerId, { page: 'account/signed-out', model: { stayed: partnerId !== undefined } }),
    async refused(req, res, { partnerId }) {
      const clientId = typeof req.query.client_id === 'string' ? req.query.client_id : undefined;
      const closed = !partnerId && clientId ? await store.partners.closedName(clientId) : undefined;
      const problem = closed ? 'closed' : 'refused';
      const view = { page: 'problem', model: { problem, again: undefined, service: closed } };
      return draw(req, res, partnerId ?? (await partnerOfInteraction(req)), view);
    },
    unavailable: (req, res) =>
      draw(req, res, undefined, { page: 'problem', model: { problem: 'unavailable', again: sameAgain(req) } }),
    async waiting(req, res) {
      frame(req, res);
      const framed = frameOf(res);
      framed.otherLanguages = [];
      framed.notices = () => noticesAt(store.journeyNotices.known(), { step: 'email', account: false }, new Date());
      return drawPage(res, { page: 'problem', status: 503, model: { problem: 'waiting', again: sameAgain(req) } });
    },
  };

  /** Where the provider no longer knows the request that an address of its own belonged to, the journey does. */
  async function partnerOfInteraction({ originalUrl }: Request): Promise<string | undefined> {
    const uid = /^\/authorize\/([\w-]+)/.exec(originalUrl)?.[1];
    if (!uid) return undefined;
    const journey = await store.journeys.byInteraction(uid);
    return journey?.partnerId ?? (await store.signIns.byUid(uid))?.partnerId;
  }
}
