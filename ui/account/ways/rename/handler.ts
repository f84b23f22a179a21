import express, { type Router } from 'express';
import type { UiDeps } from '../../../deps.js';
import type { Csrf } from '../../../http/csrf.js';
import { formBody, readForm, typed } from '../../../http/form.js';
import { frameOf } from '../../../http/frame.js';
import { renderPage } from '../../../http/render.js';
import { nameForm } from '../name-form.js';
import { ownWay } from '../own-way.js';
import { tellingOfWays } from '../tell.js';

/** Gives a way to sign in another name. */
export function renameRoutes(deps: UiDeps, csrf: Csrf): Router {
  const { store } = deps;
  const router = express.Router();

  router.get('/account/ways/:way/rename', async (req, res) => {
    const found = await ownWay(deps, req, res);
    if (!found) return;
    if (found.way.name === undefined) return res.redirect(303, '/account/ways');
    renderPage(res, { page: 'account/ways/rename', form: { values: { name: found.way.name }, errors: {} } });
  });

  router.post('/account/ways/:way/rename', formBody, async (req, res) => {
    csrf.check(req, frameOf(res).browser);
    const found = await ownWay(deps, req, res);
    if (!found) return;
    const { account, way } = found;
    const { values, errors } = readForm(nameForm, req.body);
    if (errors) {
      return renderPage(res, { page: 'account/ways/rename', form: { values: typed(req.body, ['name']), errors } });
    }
    if (way.name !== undefined && way.name !== values.name) {
      const rename = () => store.signInWays.rename(account._id, way.id, values.name);
      await tellingOfWays(deps, account, 'way-renamed', rename);
    }
    res.redirect(303, '/account/ways');
  });
  return router;
}
