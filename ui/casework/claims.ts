import type { RequestHandler } from 'express';
import type { CaseworkDeps } from './deps.js';
import { showNotice } from './notice/notice.js';
import { reviewToActOn } from './on-desk.js';
import { record } from './record.js';
import { checkerOf, staffOf } from './session.js';

/** Opens the oldest case that nobody has, or the one already on this desk. */
export const startNext =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (_req, res) => {
    const { checkerId } = staffOf(res);
    const review = await store.reviews.claimNext(checkerOf(res), new Date());
    if (!review) return showNotice(res, 'none-waiting', 200);
    await record(store, checkerId, 'review.claimed', review);
    res.redirect(303, `/casework/reviews/${review._id}`);
  };

/** Opens a case that nobody has, or takes another 30 minutes for the one on this desk. */
export const claim =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const { checkerId } = staffOf(res);
    const review = await store.reviews.claim(String(req.params.id), checkerOf(res), new Date());
    if (typeof review === 'string') return showNotice(res, review, 409);
    await record(store, checkerId, 'review.claimed', review);
    res.redirect(303, `/casework/reviews/${review._id}`);
  };

export const putBack =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const { checkerId } = staffOf(res);
    const review = await store.reviews.onDeskOf(checkerId, new Date());
    if (review && review._id === req.params.id) {
      await record(store, checkerId, 'review.put_back', review);
      await store.reviews.putBack(review._id, checkerId);
    }
    res.redirect(303, '/casework');
  };

/** Nobody checks a person they know: it goes to others, and so does every later case of the person. */
export const passOn =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const { checkerId } = staffOf(res);
    const now = new Date();
    const review = await reviewToActOn({ store }, req, res);
    if (!review) return;
    await record(store, checkerId, 'review.passed_on', review);
    await store.reviews.passOn(review._id, checkerId, now);
    showNotice(res, 'passed-on', 200);
  };
