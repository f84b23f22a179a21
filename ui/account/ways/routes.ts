import express, { type Router } from 'express';
import type { UiDeps } from '../../deps.js';
import type { Csrf } from '../../http/csrf.js';
import { frameOf } from '../../http/frame.js';
import { renderPage } from '../../http/render.js';
import { offeredKinds } from '../contact-form.js';
import { ownerOf } from '../owner.js';
import { appRoutes } from './app/handler.js';
import { codesRoutes } from './codes/handler.js';
import { passkeyRoutes } from './passkey/handler.js';
import { recoveryRoutes } from './recovery/handler.js';
import { removeRoutes } from './remove/handler.js';
import { renameRoutes } from './rename/handler.js';
import { listedWays } from './view.js';

/** The ways to sign in to an account: seen here, and changed on pages of their own, each after a step-up. */
export function waysRoutes(deps: UiDeps, csrf: Csrf): Router {
  const { store } = deps;
  const router = express.Router();

  router.get('/account/ways', async (req, res) => {
    const owner = await ownerOf(deps, req, res);
    if (!owner) return;
    const { account } = owner;
    const [ways, letter] = await Promise.all([
      store.signInWays.of(account, new Date()),
      store.contactChanges.awaitingLetter(account._id),
    ]);
    frameOf(res).back = '/account';
    renderPage(res, {
      page: 'account/ways',
      model: listedWays(ways, {
        contacts: store.accounts.contacts(account),
        language: frameOf(res).language,
        offered: offeredKinds(deps),
        letter,
      }),
    });
  });
  router.use(passkeyRoutes(deps, csrf), appRoutes(deps, csrf), recoveryRoutes(deps, csrf), codesRoutes(deps, csrf));
  router.use(renameRoutes(deps, csrf), removeRoutes(deps, csrf));
  return router;
}
