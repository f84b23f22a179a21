import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { holdingReasons } from '../../../domain/casework/holding-reasons.js';
import type { HeldBy } from '../../../store/casework/holding-list.js';
import type { Review } from '../../../store/casework/review.js';
import { frameOf } from '../../http/frame.js';
import { dateTime } from '../../words/times.js';
import { boardRows, renderBoard } from '../board.js';
import { renderCase } from '../case/handler.js';
import type { CaseworkDeps } from '../deps.js';
import { noteText, writeNote } from '../notes/notes.js';
import { showNotice } from '../notice/notice.js';
import { reviewToActOn } from '../on-desk.js';
import { record } from '../record.js';
import { clockView } from '../service-clock.js';
import { checkerOf, staffOf } from '../session.js';

const whose = z.enum(['me', 'another', 'unopened']);

/** The holding list: with this checker, with another, or not opened since it was put aside. */
export const showHolding =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const now = new Date();
    const { language } = frameOf(res);
    const { checkerId, senior } = checkerOf(res);
    const counts = await store.holdingList.counts(checkerId);
    const usual = (['me', 'unopened', 'another'] as const).find((one) => counts[one] > 0) ?? 'me';
    const by: HeldBy = whose.safeParse(req.query.whose).data ?? usual;
    const found = await store.holdingList.list(by, checkerId, boardRows);
    const names = senior ? await store.staff.names(found.flatMap(({ hold }) => hold?.with ?? [])) : undefined;
    const rows = found.flatMap(({ hold, ...review }: Review) =>
      hold
        ? {
            id: review._id,
            reason: hold.reason,
            heldSince: dateTime(hold.since, language),
            clock: clockView(review, now, language),
            name: hold.with && names?.get(hold.with),
            open: by !== 'another' && !review.barred?.includes(checkerId) && !review.decidedBy?.includes(checkerId),
            move: by !== 'another' || senior,
          }
        : [],
    );
    await renderBoard({ store }, res, 'holding', now, { rows, by, held: counts });
  };

const form = z.object({
  hold: z.enum(holdingReasons, { error: 'missing' }),
  keep: z.literal('yes').optional().catch(undefined),
  holdNote: noteText.optional(),
});

/** Puts the case on this desk aside. */
export const hold =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const { checkerId } = staffOf(res);
    const now = new Date();
    const review = await reviewToActOn({ store }, req, res);
    if (!review) return;
    const { data, error } = form.safeParse(req.body);
    if (!data) {
      const field = String(error.issues[0]?.path[0] ?? 'hold');
      const errors = { [field]: field === 'hold' ? 'missing' : 'too_long' };
      return renderCase(store, res, review, { values: {}, errors }, []);
    }
    const { hold: reason, keep, holdNote } = data;
    await record(store, checkerId, 'review.held', review, { reason, keep: keep === 'yes' });
    if (holdNote) await writeNote(store, review, checkerId, holdNote, now);
    const held = await store.holdingList.hold(review._id, { checkerId, reason, keep: keep === 'yes' }, now);
    if (!held) return showNotice(res, 'lease-over', 409);
    res.redirect(303, `/casework/holding?whose=${keep ? 'me' : 'unopened'}`);
  };

/** Back to the queue. */
export const release =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req: Request, res) => {
    const { checkerId, senior } = checkerOf(res);
    const review = await store.holdingList.release(String(req.params.id), { checkerId, senior });
    if (!review) return showNotice(res, 'taken', 409);
    await record(store, checkerId, 'review.released', review);
    res.redirect(303, '/casework/holding');
  };
