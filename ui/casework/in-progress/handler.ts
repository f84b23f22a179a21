import type { RequestHandler } from 'express';
import { frameOf } from '../../http/frame.js';
import { clockTime } from '../../words/times.js';
import { boardRows, renderBoard } from '../board.js';
import type { CaseworkDeps } from '../deps.js';
import { clockView } from '../service-clock.js';
import { checkerOf } from '../session.js';

/** Cases on desks now. Whose desk it is, seniors see by name. */
export const showInProgress =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (_req, res) => {
    const now = new Date();
    const { language } = frameOf(res);
    const { checkerId, senior } = checkerOf(res);
    const found = await store.reviews.inProgress(now, boardRows);
    const names = senior ? await store.staff.names(found.flatMap(({ lease }) => lease?.checkerId ?? [])) : undefined;
    const rows = found.flatMap(({ lease, reasons, ...review }) =>
      lease
        ? {
            reasons,
            clock: clockView(review, now, language),
            until: clockTime(lease.until, language),
            who: lease.checkerId === checkerId ? 'me' : 'another',
            name: names?.get(lease.checkerId),
            held: review.state === 'held',
          }
        : [],
    );
    await renderBoard({ store }, res, 'in-progress', now, { rows });
  };
