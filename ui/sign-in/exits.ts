import express, { type RequestHandler, type Router } from 'express';
import type { Exit } from '../../domain/journey/steps.js';
import type { UiDeps } from '../deps.js';
import { formBody } from '../http/form.js';
import { frameOf } from '../http/frame.js';
import type { Guards } from '../http/pages.js';
import { leave } from './leave.js';
import { keepUnsent } from './unsent.js';

/** The ways out of an interaction's pages, and what belongs to no page of it. */
export function interactionExits(deps: UiDeps, { csrf }: Guards): Router {
  const router = express.Router();
  const checkForm: RequestHandler = (req, res, next) => {
    csrf.check(req, frameOf(res).browser);
    next();
  };
  router.post('/interaction/:uid/leave', formBody, checkForm, (req, res) => leave(deps, req, res, 'continue-later'));
  router.post('/interaction/:uid/cancel', formBody, checkForm, async (req, res) => {
    const journey = await deps.store.journeys.byInteraction(String(req.params.uid));
    if (journey && (await deps.provider.interaction(req, res)))
      await deps.store.journeys.cancel(journey._id, new Date());
    await leave(deps, req, res, 'cancel');
  });
  // "I am still here", and what was typed when nobody said so.
  router.get('/interaction/:uid/stay', async (req, res) => {
    const here = await deps.provider.interaction(req, res);
    const signIn = here && (await deps.store.signIns.byUid(here.uid));
    if (signIn?.registrationId) await deps.store.registrations.touch(signIn.registrationId, new Date());
    res.set('Cache-Control', 'no-store');
    res.status(signIn ? 204 : 401).end();
  });
  router.post('/interaction/:uid/draft', formBody, checkForm, async (req, res) => {
    await keepUnsent(deps, req, res);
    res.status(204).end();
  });
  // Where journey pages lead: what they changed they changed by their own posts.
  router.get('/interaction/:uid/leave', (req, res) => {
    const exit: Exit =
      req.query.exit === 'cancel' ? 'cancel' : req.query.exit === 'later' ? 'continue-later' : 'return';
    return leave(deps, req, res, exit);
  });
  return router;
}
