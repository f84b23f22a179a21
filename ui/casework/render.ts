import type { Response } from 'express';
import type { StaffSession } from '../../store/casework/staff-sessions.js';
import { frameOf } from '../http/frame.js';
import { type PageView, renderPage } from '../http/render.js';
import { wordsFor } from '../words/words.js';
import { navigationFor } from './navigation.js';

/** Answers with a page of the desk: its template has the desk's own words as `d`, who is signed in as `staff`,
 * the pages that they may open as `navigation`, and the address of this one as `here`. */
export function renderDesk(res: Response, view: PageView): void {
  const d = wordsFor('casework', frameOf(res).language);
  const staff: StaffSession | undefined = res.locals.staff;
  const navigation = navigationFor(staff?.roles ?? []);
  const here = (res.req.originalUrl.split('?')[0] ?? '').replace(/\/$/, '');
  renderPage(res, { ...view, model: { ...view.model, d, staff, navigation, here } });
}
