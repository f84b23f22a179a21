import type { RequestHandler, Response } from 'express';
import { askedPieces } from '../../../domain/casework/asking-again.js';
import { declineReasons, seenDocuments } from '../../../domain/casework/decline-reasons.js';
import { holdingReasons } from '../../../domain/casework/holding-reasons.js';
import type { Review } from '../../../store/casework/review.js';
import { frameOf } from '../../http/frame.js';
import type { FormView } from '../../http/render.js';
import { clockTime } from '../../words/times.js';
import { attachedKinds } from '../attach/kinds.js';
import type { CaseworkDeps } from '../deps.js';
import { showNotice } from '../notice/notice.js';
import { reviewOnDesk } from '../on-desk.js';
import { record } from '../record.js';
import { renderDesk } from '../render.js';
import { staffOf } from '../session.js';
import { caseView } from './view.js';

/** The case on this desk. */
export const showCase =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const review = await reviewOnDesk({ store }, req, res);
    if (!review) return showNotice(res, 'not-on-desk', 403);
    await renderCase(store, res, review, { values: {}, errors: {} }, []);
  };

/** @param chosen decline reasons ticked already */
export async function renderCase(
  store: CaseworkDeps['store'],
  res: Response,
  review: Review,
  form: FormView,
  chosen: readonly string[],
): Promise<void> {
  const { language } = frameOf(res);
  const { checkerId } = staffOf(res);
  await record(store, checkerId, 'case.opened', review);
  const until = review.lease ? clockTime(review.lease.until, language) : '';
  const view = await caseView(store, review, checkerId, language);
  renderDesk(res, {
    page: 'casework/case',
    form,
    model: {
      ...view,
      base: `/casework/reviews/${review._id}`,
      until,
      declineReasons,
      seenDocuments,
      askedPieces,
      attachedKinds,
      holdingReasons,
      chosen,
    },
  });
}
