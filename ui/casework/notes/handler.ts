import type { RequestHandler } from 'express';
import { renderCase } from '../case/handler.js';
import type { CaseworkDeps } from '../deps.js';
import { reviewToActOn } from '../on-desk.js';
import { staffOf } from '../session.js';
import { noteText, writeNote } from './notes.js';

/** Keeps a note on the case on this desk. */
export const addNote =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const { checkerId } = staffOf(res);
    const now = new Date();
    const review = await reviewToActOn({ store }, req, res);
    if (!review) return;
    const { data: note } = noteText.min(1).safeParse(req.body?.note);
    if (!note) {
      const typed = String(req.body?.note ?? '');
      const errors = { note: typed.trim() ? 'too_long' : 'missing' };
      return renderCase(store, res, review, { values: { note: typed }, errors }, []);
    }
    await writeNote(store, review, checkerId, note, now);
    res.redirect(303, `/casework/reviews/${review._id}#notes`);
  };
