import type { RequestHandler } from 'express';
import { z } from 'zod';
import { revisionReasons } from '../../../domain/casework/revision-reasons.js';
import type { Review } from '../../../store/casework/review.js';
import { frameOf } from '../../http/frame.js';
import { dateTime } from '../../words/times.js';
import type { CaseworkDeps } from '../deps.js';
import { showNotice } from '../notice/notice.js';
import { renderDesk } from '../render.js';
import { staffOf } from '../session.js';
import { carryOutRevisions } from './carry-out.js';

const form = z.object({ reason: z.enum(revisionReasons) });

/** Whether there is a pass to be taken back, and not one of their own. */
export function mayRevise({ decision, deliveredAt, revision, decidedBy }: Review, checkerId: string): boolean {
  return decision?.outcome === 'pass' && Boolean(deliveredAt) && !revision && !decidedBy?.includes(checkerId);
}

/** Asks a senior why a pass is to be taken back, and says what follows. */
export const showRevise =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const review = await store.reviews.byId(String(req.params.id));
    if (!review?.decision || !mayRevise(review, staffOf(res).checkerId)) return showNotice(res, 'not-revisable', 409);
    const { checkerId, at } = review.decision;
    const names = await store.staff.names([checkerId]);
    renderDesk(res, {
      page: 'casework/revise',
      ...(req.method === 'POST' ? { form: { values: {}, errors: { reason: 'missing' } } } : {}),
      model: {
        reviewId: review._id,
        at: dateTime(at, frameOf(res).language),
        name: names.get(checkerId),
        revisionReasons,
      },
    });
  };

/** Takes it back. The store's one write is the revision; what follows is carried out at once, or as soon as it can be. */
export const revise =
  (deps: CaseworkDeps): RequestHandler =>
  async (req, res, next) => {
    const { data } = form.safeParse(req.body);
    if (!data) return showRevise(deps)(req, res, next);
    const { checkerId } = staffOf(res);
    const review = await deps.store.revisions.begin(
      String(req.params.id),
      { checkerId, reason: data.reason },
      new Date(),
    );
    if (!review) return showNotice(res, 'not-revisable', 409);
    // Not waited for: it is repeated until it is done.
    void carryOutRevisions(deps);
    showNotice(res, 'revised', 200);
  };
