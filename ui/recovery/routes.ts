import express, { type Router } from 'express';
import { steps } from '../../domain/journey/steps.js';
import { checkingSteps } from '../../domain/verification/case-state.js';
import type { UiDeps } from '../deps.js';
import { formBody } from '../http/form.js';
import { frameOf } from '../http/frame.js';
import { type Guards, mountPages } from '../http/pages.js';
import { attemptsPages } from '../journey/attempts/handlers.js';
import { capturePages } from '../journey/capture-pages.js';
import { detailsPages } from '../journey/details/handlers.js';
import { faceConsentPage } from '../journey/face-consent/handler.js';
import { inReviewPage } from '../journey/in-review/handler.js';
import { outcomePages } from '../journey/outcomes/handlers.js';
import { plainPage } from '../journey/plain-page.js';
import { codeRoutes } from './code/handler.js';
import { heldHere, recoveryFamily } from './family.js';
import { recoveryBase } from './holder.js';
import { passwordRoutes } from './password/handler.js';
import { showStanding } from './standing/handler.js';
import { stopRecovery } from './stop.js';

/**
 * The way back into an account whose ways in are lost, for the browser that began it: it proves who the person is, waits, and leads to the
 * sign-in that it opens. It sees nothing of the account.
 */
export function recoveryRoutes(deps: UiDeps, guards: Guards): Router {
  const router = express.Router();
  router.use(codeRoutes(deps, guards), passwordRoutes(deps, guards));
  const proving = [
    ...detailsPages(deps),
    ...outcomePages(deps),
    ...capturePages(deps),
    faceConsentPage(deps),
    ...attemptsPages(deps),
    plainPage('checking', checkingSteps),
    inReviewPage(deps),
  ];
  mountPages(router, recoveryFamily(deps), proving, guards);

  router.get('/recovery/:id', async (req, res) => {
    const held = await heldHere(deps, req, res);
    if (!held) return;
    const { proving: now } = held;
    if (now) return res.redirect(303, `${now.base}/${steps[now.step].page}`);
    // Proved, and its workflow is about to say so: a page of its own, which goes on by itself.
    if (held.recovery.step === 'proving') return res.redirect(303, `${recoveryBase(held.recovery._id)}/waiting`);
    showStanding(deps, res, held);
  });

  router.get('/recovery/:id/waiting', async (req, res) => {
    const held = await heldHere(deps, req, res);
    if (!held) return;
    const waits = !held.proving && held.recovery.step === 'proving';
    if (waits) showStanding(deps, res, held);
    else res.redirect(303, recoveryBase(held.recovery._id));
  });

  router.post('/recovery/:id/stop', formBody, async (req, res) => {
    await guards.limits.visit(req);
    guards.csrf.check(req, frameOf(res).browser);
    const held = await heldHere(deps, req, res);
    if (!held) return;
    await stopRecovery(deps, held.recovery._id);
    res.redirect(303, recoveryBase(held.recovery._id));
  });
  return router;
}
