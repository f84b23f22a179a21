import express, { type Router } from 'express';
import { answerWithin } from '../../../../domain/delegation/delegation.js';
import type { UiDeps } from '../../../deps.js';
import { formBody } from '../../../http/form.js';
import { frameOf } from '../../../http/frame.js';
import { handIn } from '../../../http/hand-in.js';
import type { Guards } from '../../../http/pages.js';
import { renderPage } from '../../../http/render.js';
import { submitToDelegation, tellDelegationStopped } from '../../../workflows/delegation.js';
import { changerOf, ownerOf } from '../../owner.js';
import { freshOwnerOf } from '../../step-up.js';
import { foundDelegation } from '../found.js';
import { answerBy, isToConfirm, shownStep, viewOf } from '../view.js';

/** One delegation: what it opens and until when. Either of the two may end it there, at once and without a reason. */
export function oneRoutes(deps: UiDeps, { csrf }: Guards): Router {
  const { store, temporal, provider } = deps;
  const router = express.Router();
  const path = '/account/delegations/:id';

  router.get(path, async (req, res) => {
    const found = await foundDelegation(deps, req, res, await ownerOf(deps, req, res));
    if (!found) return;
    const { delegation, side } = found;
    if (side === 'asked') return res.redirect(303, `/account/delegations/${delegation.id}/answer`);
    const { language } = frameOf(res);
    const form = { values: {}, errors: {}, nonce: delegation.nonce };
    const one = await viewOf(store, delegation, side, language);
    const by = answerBy(delegation.since + answerWithin, language);
    renderPage(res, { page: 'account/delegations/one', form, model: { one, by, ending: req.query.end === '1' } });
  });

  router.post(`${path}/end`, formBody, async (req, res) => {
    csrf.check(req, frameOf(res).browser);
    const found = await foundDelegation(deps, req, res, await changerOf(deps, req, res));
    if (!found) return;
    const { delegation, side } = found;
    const here = `/account/delegations/${delegation.id}`;
    if (side === 'asked' || shownStep(delegation, Date.now()).step === 'ended') return res.redirect(303, here);
    // In the store first: from here on it opens nothing, whatever becomes of the rest.
    await store.delegations.stop(delegation.id, side, new Date());
    await store.oidc.endDelegation(delegation.actorId, delegation.id);
    provider.tellPartners();
    await tellDelegationStopped(temporal, delegation);
    res.redirect(303, here);
  });

  /** Looked at again: the person for whom somebody acts says that it may go on. */
  router.post(`${path}/confirm`, formBody, async (req, res) => {
    csrf.check(req, frameOf(res).browser);
    const to = `/account/delegations/${String(req.params.id)}`;
    const found = await foundDelegation(deps, req, res, await freshOwnerOf(deps, req, res, to));
    if (!found) return;
    const { delegation, side } = found;
    const { nonce, basis } = delegation;
    const now = Date.now();
    if (side === 'subject' && basis === 'consent' && isToConfirm(delegation, now) && req.body?.nonce === nonce) {
      const submission = { nonce, step: shownStep(delegation, now).step, action: 'confirm' };
      await handIn(store, nonce, undefined, () => submitToDelegation(temporal, delegation, submission));
    }
    res.redirect(303, to);
  });
  return router;
}
