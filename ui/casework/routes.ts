import express, { type RequestHandler, type Router } from 'express';
import type { UiDeps } from '../deps.js';
import type { Csrf } from '../http/csrf.js';
import { formBody } from '../http/form.js';
import { frameOf } from '../http/frame.js';
import { uploadBody } from '../http/upload.js';
import { showAgain } from './again/handler.js';
import { passAssuranceOn, sampleOnDesk, showAssurance, startAssurance } from './assurance/handler.js';
import { judge, showDrawn } from './assurance/judge.js';
import { attachEvidence, mayAttach } from './attach/handler.js';
import { showCase } from './case/handler.js';
import { claim, passOn, putBack, startNext } from './claims.js';
import { showCompleted } from './completed/handler.js';
import { showDashboard } from './dashboard/handler.js';
import { confirmDecision, recordDecision, showDecided } from './decision/handler.js';
import { decideDelegation, protectDelegation, servePaper, showDelegation } from './delegation/handler.js';
import { findDelegations, showDelegations } from './delegations/handler.js';
import type { CaseworkDeps } from './deps.js';
import { serveEvidence } from './evidence.js';
import { firstPage } from './first-page.js';
import { answerHelp, askHelp, showHelp } from './help/handler.js';
import { hold, release, showHolding } from './holding/handler.js';
import { showInProgress } from './in-progress/handler.js';
import { insightRoutes } from './insight-routes.js';
import { addNote } from './notes/handler.js';
import { reviewOnDesk } from './on-desk.js';
import { partnerRoutes } from './partner-routes.js';
import { peopleRoutes } from './people-routes.js';
import { reassign, showReassign } from './reassign/handler.js';
import { revise, showRevise } from './revise/handler.js';
import { serviceRoutes } from './service-routes.js';
import { must, staffSession } from './session.js';
import { finishSignIn, showSignedOut, showSignIn, signOut, startSignIn } from './sign-in/handler.js';
import { createStaffIssuer } from './staff-issuer.js';
import { ticketRoutes } from './ticket-routes.js';

/** How long the page waits for a case to have acted on its decision, in milliseconds; the decision is safe in the store by then. */
const PATIENCE = 3_000;

/** The caseworkers' desk, to be mounted at `/casework` after the frame (ui/http/frame.ts). */
export function casework(
  around: Pick<UiDeps, 'url' | 'store' | 'temporal' | 'log' | 'environment' | 'staff'>,
  csrf: Csrf,
  patience = PATIENCE,
): Router {
  const { url, store, temporal, log, environment, staff } = around;
  const deps: CaseworkDeps = {
    ...{ url, store, temporal, log, environment, csrf, patience },
    issuer: createStaffIssuer(url, staff),
    secure: url.startsWith('https:'),
  };
  const router = express.Router({ caseSensitive: true });
  const checkForm: RequestHandler = (req, res, next) => {
    csrf.check(req, frameOf(res).browser);
    next();
  };
  // A form with a file: what guards it comes before its megabytes are read.
  const attach = [
    staffSession(deps),
    must('decide-cases'),
    mayAttach(deps),
    uploadBody,
    checkForm,
    attachEvidence(deps),
  ];
  router.post('/reviews/:id/attach', ...attach);
  router.post('/{*path}', formBody, checkForm);

  router.get('/sign-in', showSignIn);
  router.get('/sign-in/start', startSignIn(deps));
  router.get('/sign-in/callback', finishSignIn(deps));
  router.post('/sign-out', signOut(deps));
  router.get('/signed-out', showSignedOut(deps));

  router.use(staffSession(deps));
  router.get('/again', showAgain(deps));
  router.get('/stay', (_req, res) => void res.status(204).set('Cache-Control', 'no-store').end());
  partnerRoutes(router, deps);
  insightRoutes(router, deps);
  serviceRoutes(router, deps);
  peopleRoutes(router, deps);
  ticketRoutes(router, deps);
  // Everything below is for those who decide cases; what is not, belongs above with its own capability.
  router.get('/', firstPage, must('decide-cases'), showDashboard(deps));
  router.use(must('decide-cases'));
  router.get('/help', showHelp(deps));
  router.post('/help', askHelp(deps));
  router.post('/help/:id', answerHelp(deps));
  router.get('/in-progress', showInProgress(deps));
  router.get('/holding', showHolding(deps));
  router.get('/completed', showCompleted(deps));
  router.get('/assurance', showAssurance(deps));
  router.post('/assurance/start', startAssurance(deps));
  router.get('/assurance/:id', showDrawn(deps));
  router.get('/assurance/:id/evidence/:evidenceId', serveEvidence(deps, sampleOnDesk(deps)));
  router.post('/assurance/:id/pass-on', passAssuranceOn(deps));
  router.post('/assurance/:id/judge', judge(deps));
  router.get('/delegations', showDelegations(deps));
  router.post('/delegations', findDelegations(deps));
  router.get('/delegations/:id', showDelegation(deps));
  router.get('/delegations/:id/evidence/:evidenceId', servePaper(deps));
  router.post('/delegations/:id/decision', decideDelegation(deps));
  router.post('/delegations/:id/protect', protectDelegation(deps));
  router.post('/start-next', startNext(deps));
  router.get('/reviews/:id', showCase(deps));
  router.get(
    '/reviews/:id/evidence/:evidenceId',
    serveEvidence(deps, (req, res) => reviewOnDesk(deps, req, res)),
  );
  router.post('/reviews/:id/claim', claim(deps));
  router.post('/reviews/:id/put-back', putBack(deps));
  router.post('/reviews/:id/pass-on', passOn(deps));
  router.post('/reviews/:id/hold', hold(deps));
  router.post('/reviews/:id/release', release(deps));
  router.get('/reviews/:id/reassign', showReassign(deps));
  router.post('/reviews/:id/reassign', reassign(deps));
  router.post('/reviews/:id/notes', addNote(deps));
  router.post('/reviews/:id/confirm', confirmDecision(deps));
  router.post('/reviews/:id/decision', recordDecision(deps));
  router.get('/reviews/:id/decided', showDecided(deps));
  router.get('/reviews/:id/revise', must('revise-decisions'), showRevise(deps));
  router.post('/reviews/:id/revise', must('revise-decisions'), revise(deps));
  return router;
}
