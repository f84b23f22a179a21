import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { Review, ReviewDecision } from '../../../store/casework/review.js';
import { frameOf } from '../../http/frame.js';
import { clockTime, plainDate } from '../../words/times.js';
import { ukDay } from '../../words/uk-moment.js';
import { boardRows, renderBoard } from '../board.js';
import type { CaseworkDeps } from '../deps.js';
import { mayRevise } from '../revise/handler.js';
import { checkerOf } from '../session.js';

/** How many days back seniors look. */
const daysAgo = z.coerce.number().int().min(0).max(366);

/** What was decided today: by this checker; for seniors by everybody, with who. */
export const showCompleted =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const now = new Date();
    const { language } = frameOf(res);
    const { checkerId, senior } = checkerOf(res);
    const ago = daysAgo.catch(0).parse(req.query.ago);
    const { date, from, to } = ukDay(now, ago);
    const row = (review: Review, { at, outcome, reasons }: ReviewDecision) => ({
      ...{ outcome, reasons, at: clockTime(at, language) },
      inTime: at <= review.dueAt,
      delivery: deliveryOf(review),
    });
    const own = (await store.reviews.decidedBy(checkerId, ukDay(now).from, boardRows)).map((one) =>
      row(one.review, one.own),
    );
    if (!senior) return renderBoard({ store }, res, 'completed', now, { own });
    const all = await store.reviews.decidedBetween(from, to, boardRows);
    const names = await store.staff.names(all.flatMap(({ decision }) => decision?.checkerId ?? []));
    const everybody = all.flatMap((review) =>
      review.decision
        ? {
            ...row(review, review.decision),
            id: review._id,
            name: names.get(review.decision.checkerId),
            revised: review.revision !== undefined,
            revisable: mayRevise(review, checkerId),
          }
        : [],
    );
    const shown = { own, everybody, ago, date: plainDate(date, language) };
    await renderBoard({ store }, res, 'completed', now, shown);
  };

/** Whether a decision has reached its case; `second`: another checker must decide first. */
export function deliveryOf(review: Review): 'delivered' | 'refused' | 'waiting' | 'second' {
  if (!review.decision) return 'second';
  if (review.deliveredAt) return 'delivered';
  return review.refusedAt ? 'refused' : 'waiting';
}
