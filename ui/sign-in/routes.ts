import express, { type Router } from 'express';
import type { UiDeps } from '../deps.js';
import { type Guards, mountPages } from '../http/pages.js';
import { addressPage } from '../registration/address/handler.js';
import { alreadyRegisteredPage } from '../registration/already-registered/handler.js';
import { createAccountPage } from '../registration/create-account/handler.js';
import { emailCodePage } from '../registration/email-code/handler.js';
import { endedPage } from '../registration/ended/handler.js';
import { letterCodePage } from '../registration/letter-code/handler.js';
import { newAppPage } from '../registration/new-app/handler.js';
import { newPasskeyPage } from '../registration/new-passkey/handler.js';
import { newPasswordPage } from '../registration/new-password/handler.js';
import { phonePages } from '../registration/phone-pages.js';
import { resumePasswordPage } from '../registration/resume-password/handler.js';
import { secondWayPage } from '../registration/second-way/handler.js';
import { tooYoungPage } from '../registration/too-young/handler.js';
import { appCodePage } from './app-code/handler.js';
import { approvalPage } from './approval/handler.js';
import { beginInteraction } from './begin.js';
import { consentFamily, consentPage } from './consent/handler.js';
import { signInFamily } from './context.js';
import { emailPage } from './email/handler.js';
import { interactionExits } from './exits.js';
import { forWhomFamily, forWhomPage } from './for-whom/handler.js';
import { letterPage } from './letter/handler.js';
import { linkageFamily, linkagePage, linkageWaitPage } from './linkage/handler.js';
import { paperKeyPage } from './linkage-key/handler.js';
import { passkeyPage } from './passkey/handler.js';
import { passwordPage } from './password/handler.js';
import { recoverPage } from './recover/handler.js';
import { recoveryCodePage } from './recovery-code/handler.js';
import { phoneCodePage } from './sms-code/handler.js';
import { termsChangedPage } from './terms-changed/handler.js';
import { whomFamily, whomPage } from './whom/handler.js';

/** Pages of people who are not signed in yet, and of the agreement to share: below the interaction whose cookie they need. */
export function signInRoutes(deps: UiDeps, guards: Guards): Router {
  const { limits } = guards;
  const router = express.Router();
  router.use(interactionExits(deps, guards));
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
    ...phonePages(deps, limits, 'mobile'),
    secondWayPage(deps),
    ...phonePages(deps, limits, 'landline'),
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
  return router;
}
