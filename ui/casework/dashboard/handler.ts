import type { RequestHandler } from 'express';
import type { Checker, Review } from '../../../store/casework/review.js';
import { frameOf } from '../../http/frame.js';
import { boardRows, renderBoard } from '../board.js';
import type { CaseworkDeps } from '../deps.js';
import { clockView } from '../service-clock.js';
import { checkerOf } from '../session.js';

/** The queue, the first due first. */
export const showDashboard =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (_req, res) => {
    const now = new Date();
    const { language } = frameOf(res);
    const queue = await store.reviews.queue(boardRows);
    const rows = queue.map((review) => ({
      id: review._id,
      clock: clockView(review, now, language),
      reasons: review.reasons,
      needs: review.needs,
      who: whoHas(review, checkerOf(res), now),
    }));
    await renderBoard({ store }, res, 'dashboard', now, { queue: rows });
  };

type Who = 'free' | 'mine' | 'other' | 'second' | 'barred' | 'skills';

/** `second`: this checker has decided, or a senior must; `barred`: they know the person; `skills`: it asks for what they cannot judge. */
function whoHas(review: Review, { checkerId, senior, skills }: Checker, now: Date): Who {
  if (review.decidedBy?.includes(checkerId) || (review.disputed && !senior)) return 'second';
  if (review.barred?.includes(checkerId)) return 'barred';
  if (skills && review.needs?.some((need) => !skills.includes(need))) return 'skills';
  if (!review.lease || review.lease.until <= now) return 'free';
  return review.lease.checkerId === checkerId ? 'mine' : 'other';
}
