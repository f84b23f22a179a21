import express, { type Response, type Router } from 'express';
import type { Delegation } from '../../../../domain/delegation/delegation.js';
import type { FieldErrors } from '../../../../domain/journey/field-errors.js';
import { randomId } from '../../../../platform/random-id.js';
import type { UiDeps } from '../../../deps.js';
import { formBody, formNonce, readForm, typed } from '../../../http/form.js';
import { frameOf } from '../../../http/frame.js';
import type { Guards } from '../../../http/pages.js';
import { renderPage } from '../../../http/render.js';
import { detailsOf, questions } from '../../../journey/details/questions.js';
import { startDelegation } from '../../../workflows/delegation.js';
import { freshOwnerOf } from '../../step-up.js';
import { scopeForm, tickedOf } from '../form.js';
import { choicesOf } from '../view.js';

const fields = ['givenNames', 'familyName', 'day', 'month', 'year', 'postcode', 'nhsNumber'] as const;

/** Acting for a child, or by a power of attorney: who the person is. What proves it is looked for in PDS, else asked for on paper. */
export function personRoutes(deps: UiDeps, { csrf }: Guards): Router {
  const { store, temporal } = deps;
  const router = express.Router();

  for (const [word, basis] of [['child', 'parent'] as const, ['attorney', 'attorney'] as const]) {
    const path = `/account/delegations/${word}`;

    const show = async (res: Response, proved: boolean, body: unknown = {}, errors: FieldErrors = {}) => {
      frameOf(res).back = '/account/delegations';
      const months = String((body as { months?: unknown }).months ?? '12');
      const ticked = { partners: tickedOf(body, 'partners'), kinds: tickedOf(body, 'kinds') };
      const { kinds, ...choices } = await choicesOf(store, ticked);
      const form = { values: { ...typed(body, fields), months }, errors, nonce: randomId() };
      // Who has no account has no contact details to be told.
      const model = { ...choices, kinds: kinds.filter(({ value }) => value !== 'contact'), proved, basis };
      renderPage(res, { page: 'account/delegations/person', form, model });
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
      const today = new Date().toISOString().slice(0, 10);
      const draft = typed(req.body, fields);
      const services = await store.partners.takingDelegates();
      const scope = readForm(scopeForm(services.map(({ _id }) => _id)), req.body);
      const wrong = Object.assign({}, ...questions.slice(0, 2).map((one) => one.check(draft, today)), scope.errors);
      const person = detailsOf(draft, today);
      if (!scope.values || !person || Object.keys(wrong).length > 0) return show(res, true, req.body, wrong);
      const id = formNonce(req) ?? randomId();
      const kinds = scope.values.kinds.filter((kind) => kind !== 'contact');
      const begun: Delegation = { ...scope.values, kinds, id, basis, actorId: account._id, step: 'checking' };
      if (!(await store.delegations.request(begun, { person }, id, new Date()))) {
        return show(res, true, req.body, { givenNames: 'too-many' });
      }
      await startDelegation(temporal, { begun, nonce: id });
      res.redirect(303, `/account/delegations/${id}`);
    });
  }
  return router;
}
