import express, { type RequestHandler, type Router } from 'express';
import type { Exit } from '../../domain/journey/steps.js';
import type { UiDeps } from '../deps.js';
import { formBody } from '../http/form.js';
import { frameOf } from '../http/frame.js';
import { type Guards, mountPages } from '../http/pages.js';
import { addressPage } from '../registration/address/handler.js';
import { alreadyRegisteredPage } from '../registration/already-registered/handler.js';
import { createAccountPage } from '../registration/create-account/handler.js';
import { emailCodePage } from '../registration/email-code/handler.js';
import { endedPage } from '../registration/ended/handler.js';
import { landlinePage } from '../registration/landline/handler.js';
import { landlineCodePage } from '../registration/landline-code/handler.js';
import { letterCodePage } from '../registration/letter-code/handler.js';
import { mobilePage } from '../registration/mobile/handler.js';
import { mobileCodePage } from '../registration/mobile-code/handler.js';
import { newAppPage } from '../registration/new-app/handler.js';
import { newPasskeyPage } from '../registration/new-passkey/handler.js';
import { newPasswordPage } from '../registration/password-page.js';
import { resumePasswordPage } from '../registration/resume-password/handler.js';
import { secondWayPage } from '../registration/second-way/handler.js';
import { tooYoungPage } from '../registration/too-young/handler.js';
import { appCodePage } from './app-code/handler.js';
import { approvalPage } from './approval/handler.js';
import { beginInteraction } from './begin.js';
import { consentFamily, consentPage } from './consent/handler.js';
import { signInFamily } from './context.js';
import { emailPage } from './email/handler.js';
import { forWhomFamily, forWhomPage } from './for-whom/handler.js';
import { leave } from './leave.js';
import { letterPage } from './letter/handler.js';
import { linkageFamily, linkagePage, linkageWaitPage, paperKeyPage } from './linkage/handler.js';
import { passkeyPage } from './passkey/handler.js';
import { passwordPage } from './password/handler.js';
import { recoverPage } from './recover/handler.js';
import { recoveryCodePage } from './recovery-code/handler.js';
import { phoneCodePage } from './sms-code/handler.js';
import { termsChangedPage } from './terms-changed/handler.js';
import { keepUnsent } from './unsent.js';
import { whomFamily, whomPage } from './whom/handler.js';

/** Pages of people who are not signed in yet, and of the agreement to share: below the interaction whose cookie they need. */
export function signInRoutes(deps: UiDeps, guards: Guards): Router {
  const { limits, csrf } = guards;
  const router = express.Router();
  router.get('/interaction/:uid', beginInteraction(deps, limits));
  const pages = [
    emailPage(deps, limits),
    passwordPage(deps, limits),
    appCodePage(deps, limits),
    phoneCodePage(deps, limits, 'sms'),
    phoneCodePage(deps, limits, 'voice'),
    letterPage(deps, limits),
    passkeyPage(deps, limits),
    recoveryCodePage(deps, limits),
    approvalPage(deps, limits),
    recoverPage(deps, limits),
    termsChangedPage(deps),
    emailCodePage(deps, limits),
    alreadyRegisteredPage(deps),
    newPasswordPage(deps),
    createAccountPage(deps, limits),
    resumePasswordPage(deps, limits),
    tooYoungPage,
    mobilePage(deps, limits),
    mobileCodePage(deps, limits),
    secondWayPage(deps),
    landlinePage(deps, limits),
    landlineCodePage(deps, limits),
    addressPage(deps, limits),
    letterCodePage(deps, limits),
    newAppPage(deps),
    newPasskeyPage(deps),
    endedPage(deps),
  ];
  mountPages(router, signInFamily(deps), pages, guards);
  mountPages(router, whomFamily(deps), [whomPage(deps)], guards);
  mountPages(router, forWhomFamily(deps), [forWhomPage(deps)], guards);
  mountPages(router, consentFamily(deps), [consentPage(deps)], guards);

  mountPages(router, linkageFamily(deps), [linkagePage(deps), linkageWaitPage, paperKeyPage(deps)], guards);

  const checkForm: RequestHandler = (req, res, next) => {
    csrf.check(req, frameOf(res).browser);
    next();
  };
  const by =
    (exit: Exit): RequestHandler =>
    (req, res) =>
      leave(deps, req, res, exit);
  router.post('/interaction/:uid/leave', formBody, checkForm, by('continue-later'));
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
