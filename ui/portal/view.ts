import { frameOf } from '../http/frame.js';
import type { PageView } from '../http/render.js';
import { wordsFor } from '../words/words.js';
import type { PersonContext } from './person.js';

/** A page of the portal: its template has the portal's own words as `p`, and what was just done, if its address says so. */
export function portalView({ req, res, environment }: Omit<PersonContext, 'account'>, view: PageView): PageView {
  const p = wordsFor('portal', frameOf(res).language);
  const done = `done.${String(req.query.done)}`;
  return { ...view, model: { ...view.model, p, environment, done: p.has(done) ? done : undefined } };
}

/** The fields of a form that is shown for the first time, or again with what is wrong. */
export const emptyForm = { values: {}, errors: {} };
