import type { RequestHandler } from 'express';
import type { Checker, Review } from '../../../store/reviews.js';
import { frameOf } from '../../http/frame.js';
import { clockTime, dateTime, hoursBetween, startOfDay } from '../../words/times.js';
import type { CaseworkDeps } from '../deps.js';
import { renderDesk } from '../render.js';
import { checkerOf, staffOf } from '../session.js';

const ROWS = 50;

/** The queue by age, the case on this desk, and what this checker decided today. */
export const showDashboard =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (_req, res) => {
    const now = new Date();
    const { checkerId } = staffOf(res);
    const { language } = frameOf(res);
    const [count, queue, mine, decided] = await Promise.all([
      store.reviews.waiting(),
      store.reviews.queue(ROWS),
      store.reviews.heldBy(checkerId, now),
      store.reviews.decidedBy(checkerId, startOfDay(now), ROWS),
    ]);
    const waiting = (review: Review) => ({
      id: review._id,
      hours: hoursBetween(review.queuedAt, now),
      since: dateTime(review.queuedAt, language),
      reasons: review.reasons,
      who: whoHas(review, checkerOf(res), now),
    });
    renderDesk(res, {
      page: 'casework/dashboard',
      model: {
        count,
        queue: queue.map(waiting),
        mine: mine?.lease && { ...waiting(mine), until: clockTime(mine.lease.until, language) },
        decided: decided.map(({ review, own }) => ({
          at: clockTime(own.at, language),
          outcome: own.outcome,
          reasons: own.reasons,
          delivery: deliveryOf(review),
        })),
      },
    });
  };

/** `second`: this checker has decided, or a senior must: it is somebody else's to decide. */
function whoHas(review: Review, { checkerId, senior }: Checker, now: Date): 'free' | 'mine' | 'other' | 'second' {
  if (review.decidedBy?.includes(checkerId) || (review.disputed && !senior)) return 'second';
  if (!review.lease || review.lease.until <= now) return 'free';
  return review.lease.checkerId === checkerId ? 'mine' : 'other';
}

/** Whether a decision has reached its case; `second`: another checker must decide first. */
export function deliveryOf(review: Review): 'delivered' | 'refused' | 'waiting' | 'second' {
  if (!review.decision) return 'second';
  if (review.deliveredAt) return 'delivered';
  return review.refusedAt ? 'refused' : 'waiting';
}
