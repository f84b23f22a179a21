import express, { type Router } from 'express';
import { nextStep } from '../../../domain/journey/next-step.js';
import { ownClient } from '../../../domain/partners/own-client.js';
import { endingOf } from '../../../domain/person/ending-of.js';
import { maskedAddress } from '../../../domain/person/postal-address.js';
import type { Account } from '../../../store/accounts/accounts.js';
import type { Journey } from '../../../store/journey/journey.js';
import type { UiDeps } from '../../deps.js';
import { renderPage } from '../../http/render.js';
import { issuerOf, rememberFrom } from '../came-from.js';
import { offeredKinds } from '../contact-form.js';
import { evidenceOf } from '../erasure.js';
import { ownerOf } from '../owner.js';

/** The first page of the account. A partner's link to it says where the person came from, which then leaves the address. */
export function homeRoutes(deps: UiDeps): Router {
  const { store, provider } = deps;
  const router = express.Router();

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
        ending: endingOf(mobile),
        landline: endingOf(landline),
        address: address && maskedAddress(address),
      },
      ...{ level: account.level, unfinished: goesOn },
      offered: Object.fromEntries(offeredKinds(deps).map((kind) => [kind, true])),
    };
    renderPage(res, { page: 'account/home', model: { ...model, face: face !== undefined, sent: sent !== undefined } });
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
