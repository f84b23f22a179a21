import type { Request, Response } from 'express';
import type { Review } from '../../store/casework/review.js';
import type { CaseworkDeps } from './deps.js';
import { showNotice } from './notice/notice.js';
import { staffOf } from './session.js';

type Deps = Pick<CaseworkDeps, 'store'>;

/** The review of the address, where it is on this checker's desk now: the key to everything in its case. */
export async function reviewOnDesk({ store }: Deps, req: Request, res: Response): Promise<Review | undefined> {
  const review = await store.reviews.byId(String(req.params.id));
  const lease = review?.lease;
  if (!review || review.state === 'over' || !lease) return undefined;
  return lease.checkerId === staffOf(res).checkerId && lease.until > new Date() ? review : undefined;
}

/** The same for what is done to a case. Undefined: it is not there any more, and the checker was told so. */
export async function reviewToActOn(deps: Deps, req: Request, res: Response): Promise<Review | undefined> {
  const review = await reviewOnDesk(deps, req, res);
  if (!review) showNotice(res, 'lease-over', 409);
  return review;
}
