import express, { type Router } from 'express';
import { steps } from '../../domain/journey/steps.js';
import type { UiDeps } from '../deps.js';
import { besidePhone } from '../hand-off/beside-phone.js';
import { phonePage } from '../hand-off/phone/handler.js';
import { type Guards, mountPages } from '../http/pages.js';
import { attemptsPages } from './attempts/handlers.js';
import { capturePages } from './capture-pages.js';
import { journeyFamily } from './context.js';
import { detailsPages } from './details/handlers.js';
import { endPages } from './ends/handlers.js';
import { journeyExits } from './exits.js';
import { faceConsentPage } from './face-consent/handler.js';
import { outcomePages } from './outcomes/handlers.js';
import { startRoutes } from './start/handler.js';
import { termsChangedPage } from './terms-changed/handler.js';

/** Pages of a journey, for its owner. The journey's own address leads to the page of its step. */
export function journeyRoutes(deps: UiDeps, guards: Guards): Router {
  const family = journeyFamily(deps);
  const router = express.Router();
  router.use(startRoutes(deps, guards));
  router.use(journeyExits(deps, guards));
  router.get('/journey/:id', async (req, res) => {
    const context = await family.load(req, res);
    if (context) res.redirect(303, `${context.base}/${steps[context.step].page}`);
  });
  const pages = [
    termsChangedPage(deps),
    ...detailsPages(deps),
    ...outcomePages(deps),
    ...capturePages(deps).map((page) => besidePhone(deps, page)),
    phonePage(deps, guards.limits),
    faceConsentPage(deps),
    ...attemptsPages(deps),
    ...endPages(deps),
  ];
  mountPages(router, family, pages, guards);
  return router;
}
