import express, { type Request, type Response, type Router } from 'express';
import type { ChangeForm } from '../../../../domain/delegation/delegation.js';
import type { FieldErrors } from '../../../../domain/journey/field-errors.js';
import type { UiDeps } from '../../../deps.js';
import { formBody, readForm } from '../../../http/form.js';
import { frameOf } from '../../../http/frame.js';
import { handIn } from '../../../http/hand-in.js';
import type { Guards } from '../../../http/pages.js';
import { renderPage } from '../../../http/render.js';
import { submitToDelegation } from '../../../workflows/delegation.js';
import { freshOwnerOf } from '../../step-up.js';
import { scopeForm, tickedOf } from '../form.js';
import { type FoundDelegation, foundDelegation } from '../found.js';
import { choicesOf, shownStep, viewOf } from '../view.js';

/** What somebody may see and do for another: whose information it is may change it as they like, who acts may only take some away. */
export function changeRoutes(deps: UiDeps, { csrf }: Guards): Router {
  const { store, temporal } = deps;
  const router = express.Router();
  const path = '/account/delegations/:id/change';

  const show = async (res: Response, found: FoundDelegation, body?: unknown, errors: FieldErrors = {}) => {
    const { delegation, side } = found;
    const { partners, kinds } = delegation;
    const ticked = body
      ? { partners: tickedOf(body, 'partners'), kinds: tickedOf(body, 'kinds') }
      : { partners, kinds };
    const view = await viewOf(store, delegation, side === 'actor' ? 'actor' : 'subject', frameOf(res).language);
    renderPage(res, {
      page: 'account/delegations/change',
      form: { values: {}, errors, nonce: delegation.nonce },
      model: { one: view, ...(await choicesOf(store, ticked, side === 'actor' ? delegation : undefined)) },
    });
  };

  router.get(path, async (req, res) => {
    const found = await liveOne(req, res);
    if (found) await show(res, found);
  });

  router.post(path, formBody, async (req, res) => {
    csrf.check(req, frameOf(res).browser);
    const found = await liveOne(req, res);
    if (!found) return;
    const { delegation, owner, side } = found;
    const { id, nonce } = delegation;
    if (req.body?.nonce !== nonce) return res.redirect(303, req.path);
    const services = (await store.partners.takingDelegates()).map(({ _id }) => _id);
    const schema = scopeForm(side === 'actor' ? delegation.partners : services).omit({ months: true });
    const { values, errors } = readForm(schema, req.body);
    if (errors) return show(res, found, req.body, errors);
    const change: ChangeForm = { accountId: owner.account._id, ...values };
    const submission = { nonce, step: 'live', action: 'change' };
    await handIn(store, nonce, change, () => submitToDelegation(temporal, delegation, submission));
    deps.provider.tellPartners();
    res.redirect(303, `/account/delegations/${id}`);
  });
  return router;

  async function liveOne(req: Request, res: Response): Promise<FoundDelegation | undefined> {
    const found = await foundDelegation(deps, req, res, await freshOwnerOf(deps, req, res));
    if (!found || shownStep(found.delegation, Date.now()).step === 'live') return found;
    res.redirect(303, `/account/delegations/${found.delegation.id}`);
    return undefined;
  }
}
