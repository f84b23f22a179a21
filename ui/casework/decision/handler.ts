import type { RequestHandler } from 'express';
import { readForm } from '../../http/form.js';
import { renderCase } from '../case/handler.js';
import { deliveryOf } from '../dashboard/handler.js';
import { deliverDecision } from '../deliver-decisions.js';
import type { CaseworkDeps } from '../deps.js';
import { showNotice } from '../notice/notice.js';
import { isOnDesk } from '../record.js';
import { renderDesk } from '../render.js';
import { staffOf } from '../session.js';
import { decisionForm } from './form.js';

/** How long the page waits for the case to have acted; the decision is safe in the store by then. */
const PATIENCE = 3_000;

/** Shows what is about to be decided, before it is. */
export const confirmDecision =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const review = await store.reviews.byId(String(req.params.id));
    if (!isOnDesk(review, staffOf(res).checkerId, new Date())) return showNotice(res, 'lease-over', 409);
    const { values, errors } = readForm(decisionForm, req.body);
    if (errors) {
      const outcome = typeof req.body?.outcome === 'string' ? req.body.outcome : undefined;
      return renderCase(store, res, review, { values: { outcome }, errors }, [req.body?.reasons ?? []].flat());
    }
    renderDesk(res, { page: 'casework/decision/confirm', model: { reviewId: review._id, ...values } });
  };

/**
 * Decides. The store's fenced write is the decision: of any number of presses, tabs and crashes the first counts, and the case
 * learns of it once. Where Temporal is down the decision waits in the store for `deliverDecisions`.
 */
export const recordDecision =
  ({ store, temporal, log }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const { values } = readForm(decisionForm, req.body);
    const id = String(req.params.id);
    if (!values) return res.redirect(303, `/casework/reviews/${id}`);
    const { checkerId } = staffOf(res);
    const { outcome, reasons } = values;
    const decided = await store.reviews.decide(id, {
      outcome,
      reasons: outcome === 'pass' ? ['review_passed'] : reasons,
      checkerId,
      at: new Date(),
    });
    if (decided === 'not_yours') return showNotice(res, 'lease-over', 409);
    const review = await store.reviews.byId(id);
    if (review?.undelivered) await deliverDecision({ store, temporal, log }, review, PATIENCE);
    res.redirect(303, `/casework/reviews/${id}/decided`);
  };

/** What this checker decided, and whether it has reached the case. */
export const showDecided =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const review = await store.reviews.byId(String(req.params.id));
    const decision = review?.decision;
    if (!review || decision?.checkerId !== staffOf(res).checkerId) return showNotice(res, 'not-on-desk', 403);
    renderDesk(res, {
      page: 'casework/decision/decided',
      model: { outcome: decision.outcome, reasons: decision.reasons, delivery: deliveryOf(review) },
    });
  };
