import type { RequestHandler } from 'express';
import { z } from 'zod';
import { day } from '../../../domain/clock.js';
import type { Review, ReviewDecision } from '../../../store/casework/review.js';
import { frameOf } from '../../http/frame.js';
import { clockTime, plainDate, startOfDay } from '../../words/times.js';
import { boardRows, renderBoard } from '../board.js';
import type { CaseworkDeps } from '../deps.js';
import { mayRevise } from '../revise/handler.js';
import { checkerOf } from '../session.js';

/** How many days back seniors look. */
const daysAgo = z.coerce.number().int().min(0).max(366);

/** YYYY-MM-DD of a day that began then; its noon is in the same day everywhere in the UK. */
const dateOf = (from: Date) => new Date(from.getTime() + day / 2).toISOString().slice(0, 10);

/** What was decided today: by this checker; for seniors by everybody, with who. */
export const showCompleted =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const now = new Date();
    const { language } = frameOf(res);
    const { checkerId, senior } = checkerOf(res);
    const today = startOfDay(now);
    const ago = daysAgo.catch(0).parse(req.query.ago);
    const from = new Date(today.getTime() - ago * day);
    const stateOf = (review: Review) => ({
      revised: Boolean(review.revision),
      revisable: mayRevise(review, checkerId),
    });
    const row = (review: Review, { at, outcome, reasons }: ReviewDecision) => ({
      ...{ outcome, reasons, at: clockTime(at, language) },
      inTime: at <= review.dueAt,
      delivery: deliveryOf(review),
    });
    const own = (await store.reviews.decidedBy(checkerId, today, boardRows)).map((one) => row(one.review, one.own));
    if (!senior) return renderBoard({ store }, res, 'completed', now, { own });
    const all = await store.reviews.decidedBetween(from, new Date(from.getTime() + day), boardRows);
    const names = await store.staff.names(all.flatMap(({ decision }) => decision?.checkerId ?? []));
    const everybody = all.flatMap((review) =>
      review.decision
        ? {
            ...row(review, review.decision),
            id: review._id,
            name: names.get(review.decision.checkerId),
            ...stateOf(review),
          }
        : [],
    );
    const date = plainDate(dateOf(from), language);
    await renderBoard({ store }, res, 'completed', now, { own, everybody, ago, date });
  };

/** Whether a decision has reached its case; `second`: another checker must decide first. */
export function deliveryOf(review: Review): 'delivered' | 'refused' | 'waiting' | 'second' {
  if (!review.decision) return 'second';
  if (review.deliveredAt) return 'delivered';
  return review.refusedAt ? 'refused' : 'waiting';
}
