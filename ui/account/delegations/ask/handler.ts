import express, { type Response, type Router } from 'express';
import { z } from 'zod';
import type { Delegation } from '../../../../domain/delegation/delegation.js';
import type { FieldErrors } from '../../../../domain/journey/field-errors.js';
import { randomId } from '../../../../platform/random-id.js';
import type { UiDeps } from '../../../deps.js';
import { formBody, formNonce, readForm, typed } from '../../../http/form.js';
import { frameOf } from '../../../http/frame.js';
import type { Guards } from '../../../http/pages.js';
import { renderPage } from '../../../http/render.js';
import { emailForm } from '../../../sign-in/email/form.js';
import { startDelegation } from '../../../workflows/delegation.js';
import { freshOwnerOf } from '../../step-up.js';
import { scopeForm, tickedOf } from '../form.js';
import { choicesOf } from '../view.js';

/** Asking somebody to let one act for them. The page says the same whether the address has an account, and the other person decides. */
export function askRoutes(deps: UiDeps, { csrf }: Guards): Router {
  const { store, temporal } = deps;
  const router = express.Router();
  const path = '/account/delegations/ask';

  const show = async (res: Response, proved: boolean, body: unknown = {}, errors: FieldErrors = {}) => {
    frameOf(res).back = '/account/delegations';
    const months = String((body as { months?: unknown }).months ?? '12');
    const ticked = { partners: tickedOf(body, 'partners'), kinds: tickedOf(body, 'kinds') };
    const form = { values: { ...typed(body, ['email']), months }, errors, nonce: randomId() };
    renderPage(res, {
      page: 'account/delegations/ask',
      form,
      model: { ...(await choicesOf(store, ticked)), proved },
    });
  };

  router.get(path, async (req, res) => {
    const owner = await freshOwnerOf(deps, req, res);
    if (owner) await show(res, owner.account.level === 'P9');
  });

  router.post(path, formBody, async (req, res) => {
    csrf.check(req, frameOf(res).browser);
    const owner = await freshOwnerOf(deps, req, res);
    if (!owner) return;
    const { account } = owner;
    if (account.level !== 'P9') return res.redirect(303, path);
    const services = await store.partners.takingDelegates();
    const schema = z.object({ ...emailForm.shape, ...scopeForm(services.map(({ _id }) => _id)).shape });
    const { values, errors } = readForm(schema, req.body);
    if (errors) return show(res, true, req.body, errors);
    const { email, partners, kinds, months } = values;
    if (email === store.accounts.contacts(account).email) return show(res, true, req.body, { email: 'own' });
    const id = formNonce(req) ?? randomId();
    const begun: Delegation = { id, basis: 'consent', actorId: account._id, step: 'asked', months, partners, kinds };
    if (!(await store.delegations.request(begun, { askedEmail: email }, id, new Date()))) {
      return show(res, true, req.body, { email: 'too-many' });
    }
    await startDelegation(temporal, { begun, nonce: id });
    res.redirect(303, `/account/delegations/${id}`);
  });
  return router;
}
