import express, { type Request, type Router } from 'express';
import { randomId } from '../../../platform/random-id.js';
import type { UiDeps } from '../../deps.js';
import { formBody, formNonce } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Guards } from '../../http/pages.js';
import { renderPage } from '../../http/render.js';
import { secretAddress } from '../../http/secret-address.js';
import { closeAccount } from '../../workflows/closure.js';
import { freshOwnerOf } from '../step-up.js';
import { stopClosing } from './stop.js';

/** Closing one's account; and the link in the message, `/account/stay-open/<closing>.<secret>`, whose button stops that without signing in. */
export function closeRoutes(deps: UiDeps, { csrf, limits }: Guards): Router {
  const { store, temporal, provider } = deps;
  const router = express.Router();
  const stayOpen = 'account/stay-open';

  router.get('/account/close', async (req, res) => {
    const owner = await freshOwnerOf(deps, req, res);
    if (!owner) return;
    frameOf(res).back = '/account';
    const only = await store.services.onlyOwnedBy(owner.account._id);
    const form = { values: {}, errors: {}, nonce: randomId() };
    renderPage(res, { page: 'account/close', form, model: { handOver: only.length > 0 } });
  });

  router.post('/account/close', formBody, async (req, res) => {
    csrf.check(req, frameOf(res).browser);
    const owner = await freshOwnerOf(deps, req, res);
    if (!owner) return;
    const accountId = owner.account._id;
    const closingId = formNonce(req);
    const only = await store.services.onlyOwnedBy(accountId);
    if (!closingId || only.length > 0) return res.redirect(303, '/account/close');
    const closing = await closeAccount(temporal, { closingId, accountId });
    if (!closing) return res.redirect(303, '/account');
    provider.tellPartners();
    res.redirect(303, '/account/closing');
  });

  router.get('/account/closing', (_req, res) => renderPage(res, { page: 'account/closing' }));

  router.get('/account/stay-open', (_req, res) => renderPage(res, { page: stayOpen, model: { state: 'done' } }));

  router.get('/account/stay-open/:address', async (req, res) => {
    await limits.visit(req);
    const id = await closingOf(req);
    renderPage(res, { page: stayOpen, status: id ? 200 : 410, model: { state: id ? 'ask' : 'over' } });
  });

  router.post('/account/stay-open/:address', formBody, async (req, res) => {
    await limits.visit(req);
    csrf.check(req, frameOf(res).browser);
    const id = await closingOf(req);
    if (id && (await stopClosing(deps, id))) return res.redirect(303, '/account/stay-open');
    renderPage(res, { page: stayOpen, status: 410, model: { state: 'over' } });
  });
  return router;

  async function closingOf(req: Request): Promise<string | undefined> {
    const { id, secret } = secretAddress(req);
    const account = id && secret ? await store.closings.byStopSecret(id, secret) : null;
    return account?.closing?.id;
  }
}
