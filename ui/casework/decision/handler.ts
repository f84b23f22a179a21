import type { RequestHandler } from 'express';
import { ownDecision, type Review, type ReviewDecision } from '../../../store/casework/review.js';
import { typed } from '../../http/form.js';
import { renderCase } from '../case/handler.js';
import { deliveryOf } from '../completed/handler.js';
import { deliverDecision } from '../deliver-decisions.js';
import type { CaseworkDeps } from '../deps.js';
import { showNotice } from '../notice/notice.js';
import { reviewToActOn } from '../on-desk.js';
import { renderDesk } from '../render.js';
import { checkerOf, staffOf } from '../session.js';
import { previewOf } from './preview.js';
import { readDecision } from './read.js';

/** Shows what is about to be decided, before it is. */
export const confirmDecision =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const review = await reviewToActOn({ store }, req, res);
    if (!review) return;
    const { decided, errors } = await readDecision(store, review, req.body);
    if (!decided) {
      const values = typed(req.body, ['outcome', 'ask', 'document', 'comparison', 'record']);
      return renderCase(store, res, review, { values, errors }, [req.body?.reasons ?? []].flat());
    }
    const reasons = decided.outcome === 'pass' ? [] : decided.reasons;
    const preview = await previewOf(store, review, decided);
    renderDesk(res, {
      page: 'casework/decision/confirm',
      model: { reviewId: review._id, two: review.checkers === 2, ...decided, reasons, preview },
    });
  };

/**
 * Decides. The store's fenced write is the decision: of any number of presses, tabs and crashes the first counts, and the case
 * learns of it once. Where Temporal is down the decision waits in the store for `deliverDecisions`.
 */
export const recordDecision =
  ({ store, temporal, log, patience }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const id = String(req.params.id);
    const waiting = await store.reviews.byId(id);
    const { decided } = waiting ? await readDecision(store, waiting, req.body) : {};
    if (!decided) return res.redirect(303, `/casework/reviews/${id}`);
    const { checkerId, senior } = checkerOf(res);
    const own = await store.reviews.decide(id, { ...decided, checkerId, at: new Date() }, senior);
    if (own === 'not_yours') return showNotice(res, 'lease-over', 409);
    const review = await store.reviews.byId(id);
    if (review && !review.decision) await recordStep(store, checkerId, review, own);
    if (review?.undelivered) await deliverDecision({ store, temporal, log }, review, patience);
    res.redirect(303, `/casework/reviews/${id}/decided`);
  };

/** The decision of one of two checkers, which another is told nothing of: that it was made, and by whom. */
function recordStep(store: CaseworkDeps['store'], checkerId: string, review: Review, own: ReviewDecision) {
  const { _id: reviewId, caseId, accountId } = review;
  const { outcome, reasons } = own;
  return store.audit.append(
    {
      at: own.at,
      actor: { kind: 'checker', id: checkerId },
      action: review.second ? 'review.disagreed' : 'review.first_decided',
      accountId,
      caseId,
      reviewId,
      details: { outcome, reasons },
    },
    `${reviewId}-${checkerId}`,
  );
}

/** What this checker decided, and whether it has reached the case. */
export const showDecided =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const review = await store.reviews.byId(String(req.params.id));
    const decision = review && ownDecision(review, staffOf(res).checkerId);
    if (!review || !decision) return showNotice(res, 'not-on-desk', 403);
    renderDesk(res, {
      page: 'casework/decision/decided',
      model: { outcome: decision.outcome, reasons: decision.reasons, delivery: deliveryOf(review) },
    });
  };
