import express, { type Router } from 'express';
import type { Account } from '../../../../store/accounts/accounts.js';
import type { UiDeps } from '../../../deps.js';
import type { Csrf } from '../../../http/csrf.js';
import { formBody } from '../../../http/form.js';
import { frameOf } from '../../../http/frame.js';
import { renderPage } from '../../../http/render.js';
import type { FoundWay } from '../find-way.js';
import { ownWay } from '../own-way.js';
import { tellingOfWays } from '../tell.js';

/** Takes away a way to sign in; never the last by which the account can be entered, also where two tabs remove at once. */
export function removeRoutes(deps: UiDeps, csrf: Csrf): Router {
  const { store } = deps;
  const router = express.Router();

  router.get('/account/ways/:way/remove', async (req, res) => {
    const found = await ownWay(deps, req, res);
    if (found) renderPage(res, { page: 'account/ways/remove', model: { way: found.way } });
  });

  router.post('/account/ways/:way/remove', formBody, async (req, res) => {
    csrf.check(req, frameOf(res).browser);
    const found = await ownWay(deps, req, res);
    if (!found) return;
    const { account, way, ways } = found;
    if (way.isLast) return renderPage(res, { page: 'account/ways/remove', status: 409, model: { way } });
    if (await tellingOfWays(deps, account, 'way-removed', () => remove(account, way, ways.version))) {
      return res.redirect(303, '/account/ways');
    }
    // Something else was removed at the same time: what is left is looked at again.
    res.redirect(303, `/account/ways/${way.id}/remove`);
  });
  return router;

  function remove({ _id }: Account, { id, kind }: FoundWay, version: number): Promise<boolean> {
    if (kind === 'device') return store.signInWays.removeDevice(_id, id);
    const isCode = kind === 'sms' || kind === 'voice' || kind === 'letter';
    return isCode ? store.signInWays.setCodes(_id, kind, false, version) : store.signInWays.remove(_id, id, version);
  }
}
