import express, { type Router } from 'express';
import type { UiDeps } from '../../deps.js';
import type { Guards } from '../../http/pages.js';
import { answerRoutes } from './answer/handler.js';
import { askRoutes } from './ask/handler.js';
import { changeRoutes } from './change/handler.js';
import { documentsRoutes } from './documents/handler.js';
import { listDelegations } from './list/handler.js';
import { oneRoutes } from './one/handler.js';
import { personRoutes } from './person/handler.js';

/** Acting for others: who may for whom, asking, answering, changing and ending it. */
export function delegationRoutes(deps: UiDeps, guards: Guards): Router {
  const router = express.Router();
  router.get('/account/delegations', listDelegations(deps));
  router.use(askRoutes(deps, guards), answerRoutes(deps, guards), changeRoutes(deps, guards));
  router.use(personRoutes(deps, guards), documentsRoutes(deps, guards), oneRoutes(deps, guards));
  return router;
}
