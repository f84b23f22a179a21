import express, { type Router } from 'express';
import type { UiDeps } from '../../../deps.js';
import type { Csrf } from '../../../http/csrf.js';
import { formBody } from '../../../http/form.js';
import { frameOf } from '../../../http/frame.js';
import { renderPage } from '../../../http/render.js';
import { freshOwnerOf } from '../../step-up.js';
import { tellingOfWays } from '../tell.js';

/** Text messages as a way to sign in, for who had given them up. */
export function smsRoutes(deps: UiDeps, csrf: Csrf): Router {
  const { store } = deps;
  const router = express.Router();

  router.get('/account/ways/sms', async (req, res) => {
    const owner = await freshOwnerOf(deps, req, res);
    if (!owner) return;
    frameOf(res).back = '/account/ways';
    const { mobile } = store.accounts.contacts(owner.account);
    renderPage(res, { page: 'account/ways/sms', model: { ending: mobile.slice(-3) } });
  });

  router.post('/account/ways/sms', formBody, async (req, res) => {
    csrf.check(req, frameOf(res).browser);
    const owner = await freshOwnerOf(deps, req, res);
    if (!owner) return;
    const { account } = owner;
    const { sms, version } = await store.signInWays.of(account, new Date());
    if (!sms)
      await tellingOfWays(deps, account, 'sms-added', () => store.signInWays.setSms(account._id, true, version));
    res.redirect(303, '/account/ways');
  });
  return router;
}
