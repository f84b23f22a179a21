import express, { type Router } from 'express';
import { nextStep } from '../../domain/journey/next-step.js';
import { ownClient } from '../../domain/partners/own-client.js';
import { maskedAddress } from '../../domain/person/postal-address.js';
import type { Account } from '../../store/accounts/accounts.js';
import type { Journey } from '../../store/journey/journey.js';
import type { UiDeps } from '../deps.js';
import { formBody } from '../http/form.js';
import { frameOf } from '../http/frame.js';
import type { Guards } from '../http/pages.js';
import { renderPage } from '../http/render.js';
import { activityRoutes } from './activity/handler.js';
import { approveRoutes } from './approve/handler.js';
import { issuerOf, rememberFrom } from './came-from.js';
import { closeRoutes } from './close/handler.js';
import { contactChangeRoutes } from './contact-change.js';
import { offeredKinds } from './contact-form.js';
import { continueRoutes } from './continue/handler.js';
import { dataRoutes } from './data/handler.js';
import { delegationRoutes } from './delegations/routes.js';
import { erasureRoutes, evidenceOf } from './erasure.js';
import { nhsRecordRoutes } from './nhs-record/handler.js';
import { ownerOf } from './owner.js';
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
  const { store, provider } = deps;
  const router = express.Router();
  router.use(erasureRoutes(deps, csrf), serviceRoutes(deps, csrf), continueRoutes(deps, csrf), waysRoutes(deps, csrf));
  router.use(contactChangeRoutes(deps, guards), undoRoutes(deps, guards), closeRoutes(deps, guards));
  router.use(approveRoutes(deps, guards), stopRecoveryRoutes(deps, guards));
  router.use(recordRoutes(deps, csrf), activityRoutes(deps), sessionRoutes(deps, csrf), dataRoutes(deps));
  router.use(nhsRecordRoutes(deps, csrf), delegationRoutes(deps, guards));

  /** Who opens Surety's address itself comes for their account. */
  router.get('/', (_req, res) => res.redirect(303, '/account'));

  /** Signed in as whom, at which level, and what is unfinished. */
  router.get('/account', async (req, res) => {
    const { asserted_login_identity: asserted, client_id: clientId } = req.query;
    if (typeof asserted === 'string') {
      rememberFrom(deps, res, issuerOf(asserted));
      return res.redirect(303, provider.signInAddress(undefined, asserted));
    }
    if (typeof clientId === 'string') {
      rememberFrom(deps, res, clientId);
      return res.redirect(303, '/account');
    }
    const account = (await ownerOf(deps, req, res))?.account;
    if (!account) return;
    const { email, mobile, landline, address } = store.accounts.contacts(account);
    const [goesOn, face, sent] = await Promise.all([
      unfinished(account),
      store.faceTemplates.consentOf(account._id),
      evidenceOf(store, account._id),
    ]);
    const model = {
      ...{
        email,
        ending: mobile?.slice(-3),
        landline: landline?.slice(-3),
        address: address && maskedAddress(address),
      },
      ...{ level: account.level, unfinished: goesOn },
      offered: Object.fromEntries(offeredKinds(deps).map((kind) => [kind, true])),
    };
    renderPage(res, { page: 'account/home', model: { ...model, face: face !== undefined, sent: sent !== undefined } });
  });

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

  /** The newest unfinished journey with each partner. */
  async function unfinished(account: Account): Promise<{ href: string; partner: string }[]> {
    const journeys = await store.journeys.listByAccount(account._id, 20);
    const open = journeys.filter((journey) => isOpen(journey, account));
    const newest = new Map(open.reverse().map((journey) => [journey.partnerId, journey]));
    const listed = [...newest.values()].map(async ({ _id, partnerId }) => {
      const partner = await store.partners.byId(partnerId);
      return partner ? [{ href: `/journey/${_id}`, partner: partner.name }] : [];
    });
    return (await Promise.all(listed)).flat();
  }
}

function isOpen(journey: Journey, account: Account): boolean {
  if (journey.partnerId === ownClient) return false;
  const { wanted, cancelledAt, expiresAt } = journey;
  const situation = {
    journey: { wanted, cancelled: cancelledAt !== undefined, expired: expiresAt <= new Date() },
    session: { accountId: account._id },
    account,
    consentNeeded: false,
  };
  return nextStep(situation) === 'details';
}
