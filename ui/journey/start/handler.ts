import express, { type Request, type Response, type Router } from 'express';
import type { UiDeps } from '../../deps.js';
import { formBody } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Guards } from '../../http/pages.js';
import { renderProblem } from '../../http/problem.js';
import { renderPage } from '../../http/render.js';
import { frameWayBack } from '../../sign-in/context.js';
import { bindToBrowser } from './binding.js';

/**
 * The one-time address that a partner gave out, `/start/<journey>.<secret>`. Looking at it changes nothing (mail scanners open
 * links); the button spends it, and from then on the journey belongs to this browser until somebody signs in.
 */
export function startRoutes(deps: UiDeps, { csrf, limits }: Guards): Router {
  const { store } = deps;
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
    const journey = await store.journeys.spendStartSecret(id, secret, new Date());
    if (!journey) {
      const known = await store.journeys.byId(id);
      if (known) await frameWayBack(deps, res, known);
      return used(res, id);
    }
    bindToBrowser(deps, journey, res);
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
