import express, { type Request, type Response, type Router } from 'express';
import { deviceClass } from '../../../domain/insight/dimensions.js';
import { sameSecret } from '../../../platform/keys/lookup.js';
import type { Account } from '../../../store/accounts/accounts.js';
import type { UiDeps } from '../../deps.js';
import { formBody } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Guards } from '../../http/pages.js';
import { renderProblem } from '../../http/problem.js';
import { renderPage } from '../../http/render.js';
import { frameWayBack } from '../../sign-in/context.js';
import { shownAccount } from '../../sign-in/shown-account.js';
import { bindToBrowser, startedHere } from './binding.js';

/**
 * The one-time address that a partner gave out, `/start/<journey>.<secret>`. Looking at it changes nothing (mail scanners open
 * links); the button spends it, and from then on the journey belongs to this browser until somebody signs in for it. Whoever is signed
 * in here already is asked first whether to go on as that account: whoever made the address may have meant somebody else.
 */
export function startRoutes(deps: UiDeps, { csrf, limits }: Guards): Router {
  const { store, provider } = deps;
  const router = express.Router();

  router.get('/start/:address', async (req, res) => {
    const { id } = partsOf(req);
    const journey = await store.journeys.byId(id);
    if (!journey) return renderProblem(res, 'not-found');
    await frameWayBack(deps, res, journey);
    if (!journey.startSecretHash) return used(res, id);
    renderPage(res, { page: 'journey/start', model: { action: req.path } });
  });

  router.post('/start/:address', formBody, async (req, res) => {
    await limits.visit(req);
    csrf.check(req, frameOf(res).browser);
    const { id, secret } = partsOf(req);
    const journey = await store.journeys.spendStartSecret(id, secret, deviceClass(req.get('user-agent')), new Date());
    if (!journey) {
      const known = await store.journeys.byId(id);
      if (known) await frameWayBack(deps, res, known);
      return used(res, id);
    }
    store.journeyNotes.note({ journeyId: journey._id, at: new Date(), kind: 'landed' });
    bindToBrowser(deps, journey, res);
    res.redirect(303, `/journey/${journey._id}`);
  });

  /** Who is signed in in the browser where a journey without an owner was begun; undefined after answering. */
  const asker = async (req: Request, res: Response) => {
    const journey = await store.journeys.byId(String(req.params.id));
    const session = await provider.session(req, res);
    const account = session && (await store.accounts.byId(session.accountId));
    if (!journey || !account || account.blocked || journey.accountId || !startedHere(deps, journey, req)) {
      return res.redirect(303, `/journey/${String(req.params.id)}`);
    }
    await frameWayBack(deps, res, journey);
    // Of this very account: a form shown to one and sent by another, signed in meanwhile in the same browser, asks anew.
    return { journey, account, proof: store.tools.lookup.lookup('token', `as ${journey._id} ${account._id}`) };
  };

  const ask = (res: Response, account: Account, proof: string) => {
    renderPage(res, { page: 'journey/start-as', model: { ...shownAccount(store, account), proof } });
  };

  router.get('/start/:id/as', async (req, res) => {
    const found = await asker(req, res);
    if (found) ask(res, found.account, found.proof);
  });

  router.post('/start/:id/as', formBody, async (req, res) => {
    await limits.visit(req);
    csrf.check(req, frameOf(res).browser);
    const found = await asker(req, res);
    if (!found) return;
    const { journey, account, proof } = found;
    if (!sameSecret(String(req.body.proof), proof)) return ask(res, account, proof);
    await store.journeys.claim(journey._id, account._id, new Date());
    res.redirect(303, `/journey/${journey._id}`);
  });
  return router;
}

/** Used already: in this browser, or by its owner, it still leads on; anybody else is told that it does not. */
function used(res: Response, id: string): void {
  renderPage(res, { page: 'journey/start-used', status: 410, model: { journey: `/journey/${id}` } });
}

function partsOf(req: Request): { id: string; secret: string } {
  const [id = '', secret = ''] = String(req.params.address).split('.');
  return { id, secret };
}
