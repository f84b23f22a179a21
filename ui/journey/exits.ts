import express, { type Router } from 'express';
import type { Exit } from '../../domain/journey/steps.js';
import { reaches } from '../../domain/levels/levels.js';
import { ownClient } from '../../domain/partners/own-client.js';
import type { UiDeps } from '../deps.js';
import { formBody } from '../http/form.js';
import { frameOf } from '../http/frame.js';
import { noteReturn } from '../http/note-step.js';
import type { Guards } from '../http/pages.js';
import { partnerAddress } from '../http/partner-frame.js';
import { renderProblem } from '../http/problem.js';
import { renderPage } from '../http/render.js';
import { frameWayBack } from '../sign-in/context.js';
import { type JourneyContext, journeyFamily } from './context.js';
import { keepUnsaved } from './details/draft.js';

/** The ways out of a journey's pages, and what belongs to no page of it. */
export function journeyExits(deps: UiDeps, { csrf, limits }: Guards): Router {
  const { store, provider } = deps;
  const family = journeyFamily(deps);
  const router = express.Router();

  /** To the interaction that waits for this journey: only there can it be seen whether this browser may finish it. */
  const wayOut = async ({ journey, account }: JourneyContext, exit: Exit): Promise<string> => {
    const name = exit === 'continue-later' ? 'later' : exit;
    if (journey.interactionUid) return `/interaction/${journey.interactionUid}/leave?exit=${name}`;
    const partner = await store.partners.byId(journey.partnerId);
    if (!partner || partner._id === ownClient) return '/account';
    noteReturn({ store }, { journeyId: journey._id });
    await store.journeys.markReturned(journey._id, new Date());
    const done = exit === 'return' && reaches(account.level, journey.wanted);
    return partnerAddress(partner, done ? 'initiate' : 'entry', deps.url, journey.returnAddress);
  };

  router.get('/journey/:id/leave', async (req, res) => {
    const context = await family.load(req, res);
    if (context) res.redirect(303, await wayOut(context, 'return'));
  });
  for (const exit of ['leave', 'cancel'] as const) {
    router.post(`/journey/:id/${exit}`, formBody, async (req, res) => {
      csrf.check(req, frameOf(res).browser);
      const context = await family.load(req, res);
      if (!context) return;
      if (exit === 'cancel') await store.journeys.cancel(context.journey._id, new Date());
      res.redirect(303, await wayOut(context, exit === 'cancel' ? 'cancel' : 'continue-later'));
    });
  }

  /** What was typed when the session ended, from the page that the browser still shows. */
  router.post('/journey/:id/draft', formBody, async (req, res) => {
    await limits.visit(req);
    csrf.check(req, frameOf(res).browser);
    const journey = await store.journeys.byId(String(req.params.id));
    if (journey) await keepUnsaved(deps, journey, req, res);
    res.status(204).end();
  });

  router.get('/journey/:id/sign-in', async (req, res) => {
    const journey = await store.journeys.byId(String(req.params.id));
    if (!journey) return renderProblem(res, 'not-found');
    if (await provider.session(req, res)) return res.redirect(303, `/journey/${journey._id}`);
    await frameWayBack(deps, res, journey);
    renderPage(res, { page: 'journey/sign-in', model: { signIn: provider.signInAddress(journey._id) } });
  });
  return router;
}
