import express, { type Router } from 'express';
import { endingOf } from '../../../domain/person/ending-of.js';
import { maskedEmail } from '../../../domain/person/masked-email.js';
import { randomId } from '../../../platform/random-id.js';
import type { Account } from '../../../store/accounts/accounts.js';
import type { UiDeps } from '../../deps.js';
import type { Csrf } from '../../http/csrf.js';
import { actionOf, formBody } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import { renderProblem } from '../../http/problem.js';
import { renderPage } from '../../http/render.js';
import { startContactUpdate, submitToContactUpdate } from '../../workflows/contact-update.js';
import { changerOf, ownerOf } from '../owner.js';
import { freshOwnerOf } from '../step-up.js';

/** What a person signs in with beside what their NHS record holds; who proved who they are may send theirs there. */
export function nhsRecordRoutes(deps: UiDeps, csrf: Csrf): Router {
  const { store, temporal } = deps;
  const router = express.Router();
  const page = 'account/nhs-record';
  const may = ({ level }: Account) => level === 'P9';

  router.get('/account/nhs-record', async (req, res) => {
    const owner = await ownerOf(deps, req, res);
    if (!owner) return;
    frameOf(res).back = '/account';
    renderPage(res, { page, model: { step: may(owner.account) ? 'begin' : 'low' } });
  });

  router.post('/account/nhs-record', formBody, async (req, res) => {
    csrf.check(req, frameOf(res).browser);
    const owner = await changerOf(deps, req, res);
    if (!owner) return;
    if (!may(owner.account)) return res.redirect(303, '/account/nhs-record');
    const [updateId, nonce] = [randomId(), randomId()];
    const { _id: accountId } = owner.account;
    await store.contactUpdates.open(updateId, accountId, nonce, new Date());
    await startContactUpdate(temporal, { updateId, accountId, nonce });
    res.redirect(303, `/account/nhs-record/${updateId}`);
  });

  router.get(['/account/nhs-record/:id', '/account/nhs-record/:id/wait'], async (req, res) => {
    const owner = await ownerOf(deps, req, res);
    if (!owner) return;
    const found = await store.contactUpdates.ofAccount(String(req.params.id), owner.account._id);
    if (!found) return renderProblem(res, 'not-found');
    frameOf(res).back = '/account';
    const { state, held, goOn } = found;
    // While it waits the page has an address of its own, which leads back when there is something to see.
    const here = `/account/nhs-record/${state.id}`;
    const should = state.step === 'reading' || state.step === 'sending' ? `${here}/wait` : here;
    if (req.path !== should) return res.redirect(303, should);
    const { email, mobile } = store.accounts.contacts(owner.account);
    const model = {
      ...{ step: state.step, differs: state.differs, outcome: state.outcome, goOn: goOn?.page },
      own: { email: maskedEmail(email), mobile: endingOf(mobile) },
      held: { email: held.email && maskedEmail(held.email), mobile: endingOf(held.mobile) },
    };
    renderPage(res, { page, model, form: { values: {}, errors: {}, nonce: state.nonce } });
  });

  router.post('/account/nhs-record/:id', formBody, async (req, res) => {
    csrf.check(req, frameOf(res).browser);
    const owner = await freshOwnerOf(deps, req, res);
    if (!owner) return;
    const accountId = owner.account._id;
    const found = await store.contactUpdates.ofAccount(String(req.params.id), accountId);
    if (!found) return renderProblem(res, 'not-found');
    const { id: updateId, nonce, step } = found.state;
    const linkageId = found.goOn?.linkageId;
    const input = { updateId, accountId, nonce, ...(linkageId ? { linkageId } : {}) };
    const here = `/account/nhs-record/${updateId}`;
    if (req.body?.nonce !== nonce) return res.redirect(303, here);
    await submitToContactUpdate(temporal, input, { nonce, step, action: actionOf(req) });
    res.redirect(303, here);
  });
  return router;
}
