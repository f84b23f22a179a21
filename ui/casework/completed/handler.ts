import type { RequestHandler } from 'express';
import { hour } from '../../../domain/clock.js';
import type { Review, ReviewDecision } from '../../../store/review.js';
import { frameOf } from '../../http/frame.js';
import { clockTime, startOfDay } from '../../words/times.js';
import { boardRows, renderBoard } from '../board.js';
import type { CaseworkDeps } from '../deps.js';
import { checkerOf } from '../session.js';

/** What was decided today: by this checker; for seniors by everybody, with who. */
export const showCompleted =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (_req, res) => {
    const now = new Date();
    const { language } = frameOf(res);
    const { checkerId, senior } = checkerOf(res);
    const today = startOfDay(now);
    const row = (review: Review, { at, outcome, reasons }: ReviewDecision) => ({
      ...{ outcome, reasons, at: clockTime(at, language) },
      inTime: at <= review.dueAt,
      delivery: deliveryOf(review),
    });
    const own = (await store.reviews.decidedBy(checkerId, today, boardRows)).map((one) => row(one.review, one.own));
    if (!senior) return renderBoard({ store }, res, 'completed', now, { own });
    const all = await store.reviews.decidedBetween(today, new Date(now.getTime() + hour), boardRows);
    const names = await store.staff.names(all.flatMap(({ decision }) => decision?.checkerId ?? []));
    const everybody = all.flatMap((review) =>
      review.decision
        ? { ...row(review, review.decision), id: review._id, name: names.get(review.decision.checkerId) }
        : [],
    );
    await renderBoard({ store }, res, 'completed', now, { own, everybody });
  };

/** Whether a decision has reached its case; `second`: another checker must decide first. */
export function deliveryOf(review: Review): 'delivered' | 'refused' | 'waiting' | 'second' {
  if (!review.decision) return 'second';
  if (review.deliveredAt) return 'delivered';
  return review.refusedAt ? 'refused' : 'waiting';
}
