import express, { type Router } from 'express';
import { steps } from '../../domain/journey/steps.js';
import { checkingSteps, finalCaseSteps } from '../../domain/verification/case-state.js';
import type { UiDeps } from '../deps.js';
import { formBody } from '../http/form.js';
import { frameOf } from '../http/frame.js';
import { type Guards, mountPages, type Page } from '../http/pages.js';
import { capturePages } from '../journey/capture-pages.js';
import type { JourneyContext } from '../journey/context.js';
import { plainPage } from '../journey/plain-page.js';
import { phoneFamily } from './family.js';
import { heldHere, phoneBase } from './holder.js';
import { linkRoutes } from './link/handler.js';
import { numberRoutes } from './number/handler.js';

/** Everything that a phone may do which took over a case's camera steps. What is not here, it cannot do. */
export function handOffRoutes(deps: UiDeps, guards: Guards): Router {
  const family = phoneFamily(deps);
  const router = express.Router();
  router.use(linkRoutes(deps, guards));
  router.use(numberRoutes(deps, guards));

  router.post('/hand-off/:id/stop', formBody, async (req, res) => {
    guards.csrf.check(req, frameOf(res).browser);
    const handOff = await heldHere(deps, req);
    if (handOff) await deps.store.handOffs.end(handOff._id, new Date());
    res.redirect(303, phoneBase(String(req.params.id)));
  });

  const taking = [...capturePages(deps), plainPage('checking', checkingSteps)];
  const paths = new Set(taking.map(({ path }) => path));
  mountPages(router, family, [...taking, donePage(paths)], guards);

  // Whatever page of the owner's a form leads on to: the phone goes to the one that is its own.
  router.get(['/hand-off/:id', '/hand-off/:id/*rest'], async (req, res) => {
    const context = await family.load(req, res);
    if (!context) return;
    const { page } = steps[context.step];
    res.redirect(303, `${context.base}/${paths.has(page) ? page : 'done'}`);
  });
  return router;
}

/** Nothing to take at the moment: the owner goes on at the first screen. The page goes on by itself when there is more. */
function donePage(paths: ReadonlySet<string>): Page<JourneyContext> {
  return {
    path: 'done',
    open: ({ step }) => !paths.has(steps[step].page),
    show: ({ step, case: state }) => {
      const over = !state?.live || step === 'in-review' || finalCaseSteps.some((one) => one === step);
      return { page: 'hand-off/done', model: { over } };
    },
  };
}
