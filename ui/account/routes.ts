import express, { type Router } from 'express';
import type { UiDeps } from '../deps.js';
import { formBody } from '../http/form.js';
import { frameOf } from '../http/frame.js';
import type { Guards } from '../http/pages.js';
import { renderPage } from '../http/render.js';
import { activityRoutes } from './activity/handler.js';
import { approveRoutes } from './approve/handler.js';
import { closeRoutes } from './close/handler.js';
import { contactChangeRoutes } from './contact-change.js';
import { continueRoutes } from './continue/handler.js';
import { dataRoutes } from './data/handler.js';
import { delegationRoutes } from './delegations/routes.js';
import { erasureRoutes } from './erasure.js';
import { homeRoutes } from './home/handler.js';
import { nhsRecordRoutes } from './nhs-record/handler.js';
import { recordRoutes } from './record/handler.js';
import { serviceRoutes } from './services/handler.js';
import { sessionRoutes } from './sessions/handler.js';
import { signedOutPath } from './signed-out/cookie.js';
import { showSignedOut } from './signed-out/handler.js';
import { stopRecoveryRoutes } from './stop-recovery/handler.js';
import { undoRoutes } from './undo/handler.js';
import { waysRoutes } from './ways/routes.js';

/** The account's own pages, outside any partner's request. */
export function accountRoutes(deps: UiDeps, guards: Guards): Router {
  const { csrf } = guards;
  const { provider } = deps;
  const router = express.Router();
  router.use(erasureRoutes(deps, csrf), serviceRoutes(deps, csrf), continueRoutes(deps, csrf), waysRoutes(deps, csrf));
  router.use(contactChangeRoutes(deps, guards), undoRoutes(deps, guards), closeRoutes(deps, guards));
  router.use(approveRoutes(deps, guards), stopRecoveryRoutes(deps, guards));
  router.use(recordRoutes(deps, csrf), activityRoutes(deps), sessionRoutes(deps, csrf), dataRoutes(deps));
  router.use(nhsRecordRoutes(deps, csrf), delegationRoutes(deps, guards));

  /** Who opens Surety's address itself comes for their account. */
  router.get('/', (_req, res) => res.redirect(303, '/account'));

  router.use(homeRoutes(deps));

  /** One button ends it all: this session, and those of its partners. */
  router.post('/account/sign-out', formBody, async (req, res) => {
    csrf.check(req, frameOf(res).browser);
    await provider.signOut(req, res);
  });
  router.get(signedOutPath, showSignedOut(deps));

  /** A sign-in without a partner was given up, or did not succeed. */
  router.get('/account/sign-in', (_req, res) => {
    renderPage(res, { page: 'account/sign-in', model: { signIn: provider.signInAddress() } });
  });

  /** The browser asks for this when somebody says that they are still there: reading the session keeps it awake. */
  router.get('/account/stay', async (req, res) => {
    const session = await provider.session(req, res);
    res.set('Cache-Control', 'no-store');
    res.status(session ? 204 : 401).end();
  });
  return router;
}
