import type { RequestHandler, Response } from 'express';
import { day } from '../../../domain/clock.js';
import type { Review } from '../../../store/casework/review.js';
import type { CaseworkDeps } from '../deps.js';
import { showNotice } from '../notice/notice.js';
import { record } from '../record.js';
import { renderDesk } from '../render.js';
import { checkerOf } from '../session.js';

/** Who has not signed in for so long is not offered a case. */
const present = 30 * day;

/** To whom a case of the holding list may be given. */
export const showReassign =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const review = await store.reviews.byId(String(req.params.id));
    if (!mayMove(review, res)) return showNotice(res, 'taken', 403);
    const { hold, barred = [], decidedBy = [] } = review;
    const others = (await store.staff.checkers(new Date(Date.now() - present))).filter(
      ({ id }) => id !== hold?.with && !barred.includes(id) && !decidedBy.includes(id),
    );
    renderDesk(res, {
      page: 'casework/reassign',
      model: { reviewId: review._id, others, given: hold?.with !== undefined },
    });
  };

export const reassign =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const id = String(req.params.id);
    const to = typeof req.body?.to === 'string' ? req.body.to : '';
    const known =
      to === 'nobody' || (await store.staff.checkers(new Date(Date.now() - present))).some((one) => one.id === to);
    if (!known) return res.redirect(303, `/casework/reviews/${id}/reassign`);
    const { checkerId, senior } = checkerOf(res);
    const review = await store.holdingList.reassign(id, { checkerId, senior }, to === 'nobody' ? undefined : to);
    if (!review) return showNotice(res, 'taken', 409);
    await record(store, checkerId, 'review.reassigned', review, { to });
    res.redirect(303, '/casework/holding');
  };

/** What is theirs or nobody's, a senior's all. */
function mayMove(review: Review | null, res: Response): review is Review {
  const { checkerId, senior } = checkerOf(res);
  return review?.state === 'held' && (senior || !review.hold?.with || review.hold.with === checkerId);
}
