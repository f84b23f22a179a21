import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import type { FieldErrors } from '../../../domain/journey/field-errors.js';
import { randomId } from '../../../platform/random-id.js';
import type { Review } from '../../../store/casework/review.js';
import { picturesOf } from '../../http/upload.js';
import { renderCase } from '../case/handler.js';
import type { CaseworkDeps } from '../deps.js';
import { showNotice } from '../notice/notice.js';
import { reviewOnDesk, reviewToActOn } from '../on-desk.js';
import { record } from '../record.js';
import { staffOf } from '../session.js';
import { attachedKinds } from './kinds.js';

/** A case takes so many of them. */
const most = 6;

/** Before megabytes are read: whether the case is on this desk. */
export const mayAttach =
  ({ store, csrf }: CaseworkDeps): RequestHandler =>
  async (req, res, next) => {
    csrf.checkOrigin(req);
    if (await reviewOnDesk({ store }, req, res)) return next();
    req.resume();
    showNotice(res, 'not-on-desk', 403);
  };

/**
 * Keeps a picture that a caseworker has of a stuck person, sealed as the person's own are, and told apart from them: no machine looks at
 * it. Who attached it is in the audit before it lies there; and since they might have brought it themselves, two checkers must then agree.
 */
export const attachEvidence =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const { checkerId } = staffOf(res);
    const now = new Date();
    const review = await reviewToActOn({ store }, req, res);
    if (!review) return;
    const { kind, picture, errors } = await read(store, review, req);
    if (!picture) return renderCase(store, res, review, { values: { kind }, errors }, []);
    const id = randomId();
    await record(store, checkerId, 'evidence.attached', review, { evidenceId: id, kind: String(kind) });
    await store.reviews.askForTwo(review._id);
    const { caseId } = review;
    const { bytes, mediaType } = picture;
    await store.evidence.put({
      id,
      caseId,
      slot: 'attached',
      attempt: 1,
      bytes,
      mediaType,
      tags: { kind: String(kind) },
      now,
    });
    res.redirect(303, `/casework/reviews/${review._id}#attached`);
  };

async function read(store: CaseworkDeps['store'], { caseId }: Review, req: Request) {
  const { data: kind } = z.enum(attachedKinds).safeParse(req.body?.kind);
  const { pictures = [], errors: unreadable } = picturesOf(req);
  const [picture] = pictures;
  const full = (await store.evidence.list(caseId)).filter(({ slot }) => slot === 'attached').length >= most;
  const errors: FieldErrors = {
    ...(kind ? {} : { kind: 'missing' }),
    ...(full ? { picture: 'enough' } : picture ? {} : { picture: Object.values(unreadable ?? {})[0] ?? 'missing' }),
  };
  return { kind, picture: Object.keys(errors).length === 0 ? picture : undefined, errors };
}
