import express, { type Request, type Response, type Router } from 'express';
import type { ApprovalForm } from '../../../../domain/delegation/delegation.js';
import { answerWithin } from '../../../../domain/delegation/delegation.js';
import type { FieldErrors } from '../../../../domain/journey/field-errors.js';
import type { UiDeps } from '../../../deps.js';
import { actionOf, formBody, readForm } from '../../../http/form.js';
import { frameOf } from '../../../http/frame.js';
import { handIn } from '../../../http/hand-in.js';
import type { Guards } from '../../../http/pages.js';
import { renderPage } from '../../../http/render.js';
import { submitToDelegation } from '../../../workflows/delegation.js';
import { freshOwnerOf } from '../../step-up.js';
import { scopeForm, tickedOf } from '../form.js';
import { type FoundDelegation, foundDelegation } from '../found.js';
import { answerBy, choicesOf, viewOf } from '../view.js';

/** The answer of who is asked: in their own account, freshly signed in, and to as much of it as they like. */
export function answerRoutes(deps: UiDeps, { csrf }: Guards): Router {
  const { store, temporal } = deps;
  const router = express.Router();
  const path = '/account/delegations/:id/answer';

  const show = async (res: Response, found: FoundDelegation, body?: unknown, errors: FieldErrors = {}) => {
    const { delegation, owner } = found;
    const { language } = frameOf(res);
    const { partners, kinds, months } = delegation;
    const ticked = body
      ? { partners: tickedOf(body, 'partners'), kinds: tickedOf(body, 'kinds'), months: tickedOf(body, 'months')[0] }
      : { partners, kinds, months };
    renderPage(res, {
      page: 'account/delegations/answer',
      form: { values: { months: String(ticked.months ?? '') }, errors, nonce: delegation.nonce },
      model: {
        one: await viewOf(store, delegation, 'subject', language),
        by: answerBy(delegation.since + answerWithin, language),
        proved: owner.account.level === 'P9',
        ...(await choicesOf(store, ticked, delegation)),
      },
    });
  };

  router.get(path, async (req, res) => {
    const found = await askedOf(req, res);
    if (found) await show(res, found);
  });

  router.post(path, formBody, async (req, res) => {
    csrf.check(req, frameOf(res).browser);
    const found = await askedOf(req, res);
    if (!found) return;
    const { delegation, owner } = found;
    const { id, nonce, partners, months } = delegation;
    const approves = actionOf(req) === 'approve';
    if (req.body?.nonce !== nonce || (approves && owner.account.level !== 'P9')) return res.redirect(303, req.path);
    const read = approves ? readForm(scopeForm(partners, months), req.body) : undefined;
    if (read?.errors) return show(res, found, req.body, read.errors);
    const values: ApprovalForm | undefined = read && { accountId: owner.account._id, ...read.values };
    const submission = { nonce, step: 'asked', action: approves ? 'approve' : 'decline' };
    await handIn(store, nonce, values, () => submitToDelegation(temporal, delegation, submission));
    res.redirect(303, approves ? `/account/delegations/${id}` : '/account/delegations');
  });
  return router;

  async function askedOf(req: Request, res: Response): Promise<FoundDelegation | undefined> {
    const found = await foundDelegation(deps, req, res, await freshOwnerOf(deps, req, res));
    if (!found || found.side === 'asked') return found;
    res.redirect(303, `/account/delegations/${found.delegation.id}`);
    return undefined;
  }
}
