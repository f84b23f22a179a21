import type { Response } from 'express';
import { frameOf } from '../http/frame.js';
import { type PageView, renderPage } from '../http/render.js';
import { wordsFor } from '../words/words.js';

/** Answers with a page of the desk: its template has the desk's own words as `d`, and who is signed in as `staff`. */
export function renderDesk(res: Response, view: PageView): void {
  const d = wordsFor('casework', frameOf(res).language);
  renderPage(res, { ...view, model: { ...view.model, d, staff: res.locals.staff } });
}
