import express, { type Request, type Router } from 'express';
import type { UiDeps } from '../../deps.js';
import { formBody } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Guards } from '../../http/pages.js';
import { renderPage } from '../../http/render.js';
import { secretAddress } from '../../http/secret-address.js';
import { stopRecovery } from '../../recovery/stop.js';

/**
 * The link in the message about a recovery, `/account/recovery/<recovery>.<secret>`: whoever has any contact of the account stops it, without
 * signing in. Looking at it changes nothing (mail scanners open links); the button does.
 */
export function stopRecoveryRoutes(deps: UiDeps, { csrf, limits }: Guards): Router {
  const router = express.Router();
  const page = 'account/stop-recovery';

  router.get('/account/recovery', (_req, res) => renderPage(res, { page, model: { state: 'done' } }));

  router.get('/account/recovery/:address', async (req, res) => {
    await limits.visit(req);
    const id = await recoveryOf(req);
    renderPage(res, { page, status: id ? 200 : 410, model: { state: id ? 'ask' : 'over' } });
  });

  router.post('/account/recovery/:address', formBody, async (req, res) => {
    await limits.visit(req);
    csrf.check(req, frameOf(res).browser);
    const id = await recoveryOf(req);
    if (id && (await stopRecovery(deps, id))) return res.redirect(303, '/account/recovery');
    renderPage(res, { page, status: 410, model: { state: 'over' } });
  });
  return router;

  async function recoveryOf(req: Request): Promise<string | undefined> {
    const { id, secret } = secretAddress(req);
    return id && secret ? (await deps.store.recoveries.byStopSecret(id, secret))?._id : undefined;
  }
}
