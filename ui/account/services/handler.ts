import express, { type Request, type Response, type Router } from 'express';
import { personalClaims } from '../../../domain/claims/claims.js';
import { personalClaimsIn } from '../../../domain/claims/claims-asked.js';
import type { Partner } from '../../../store/partners/partners.js';
import type { Consent } from '../../../store/provider/consents.js';
import type { UiDeps } from '../../deps.js';
import type { Csrf } from '../../http/csrf.js';
import { formBody } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import { renderProblem } from '../../http/problem.js';
import { renderPage } from '../../http/render.js';
import type { Language } from '../../words/languages.js';
import { dayOf } from '../../words/times.js';
import { changerOf, type Owner, ownerOf } from '../owner.js';

/** A service that the person uses, as the list shows it. */
interface ServiceView {
  id: string;
  name: string;
  entryPage: string;
  since: string;
  used: string;
  shared: string[];
  /** What it was told: claims, with the days. */
  told: { claim: string; first: string; last: string }[];
}

/** The services that a person uses with their account: since when, what is shared, and how to end that. */
export function serviceRoutes(deps: UiDeps, csrf: Csrf): Router {
  const { store } = deps;
  const router = express.Router();

  router.get('/account/services', async (req, res) => {
    const owner = await ownerOf(deps, req, res);
    if (!owner) return;
    const { language } = frameOf(res);
    const used = await store.consents.listOf(owner.account._id);
    const services = await Promise.all(
      used.map(async (one) => {
        const partner = await store.partners.byId(one.partnerId);
        return partner ? [viewOf(partner, one, language)] : [];
      }),
    );
    frameOf(res).back = '/account';
    renderPage(res, { page: 'account/services', model: { services: services.flat() } });
  });

  router.get('/account/services/:partner/stop', async (req, res) => {
    const found = await serviceOf(req, res);
    if (found) renderPage(res, { page: 'account/stop-sharing', model: { service: found.service } });
  });

  router.post('/account/services/:partner/stop', formBody, async (req, res) => {
    csrf.check(req, frameOf(res).browser);
    const found = await serviceOf(req, res);
    if (!found) return;
    const { account, service } = found;
    const actor = { kind: 'person', id: account._id } as const;
    const about = { at: new Date(), actor, accountId: account._id, details: { partnerId: service.id } };
    await store.audit.append({ ...about, action: 'consent.withdrawn' });
    await store.consents.withdraw(account._id, service.id);
    await store.linkages.withdraw(account._id, service.id);
    await store.oidc.endAtPartner(account._id, service.id);
    deps.provider.tellPartners();
    res.redirect(303, '/account/services');
  });
  return router;

  /** The service of the address, where the person uses it and may change that; else they are led on. */
  async function serviceOf(req: Request, res: Response): Promise<(Owner & { service: ServiceView }) | undefined> {
    const owner = await changerOf(deps, req, res);
    if (!owner) return undefined;
    const id = String(req.params.partner);
    const [partner, used] = await Promise.all([store.partners.byId(id), store.consents.of(owner.account._id, id)]);
    if (partner && used) return { ...owner, service: viewOf(partner, used, frameOf(res).language) };
    if (req.method === 'POST') res.redirect(303, '/account/services');
    else renderProblem(res, 'not-found');
    return undefined;
  }
}

function viewOf(
  { _id: id, name, entryPage }: Partner,
  { since, usedAt = since, scopes, told = {} }: Consent,
  language: Language,
): ServiceView {
  const day = (date: Date) => dayOf(date, language);
  const times = personalClaims.flatMap((claim) => {
    const { first, last } = told[claim] ?? {};
    return first && last ? [{ claim, first: day(first), last: day(last) }] : [];
  });
  return { id, name, entryPage, since: day(since), used: day(usedAt), shared: personalClaimsIn(scopes), told: times };
}
