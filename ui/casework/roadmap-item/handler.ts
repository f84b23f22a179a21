import type { RequestHandler, Response } from 'express';
import { NotFound } from '../../../platform/errors.js';
import type { RoadmapItem } from '../../../store/partners/roadmap.js';
import { actionOf, readForm, typed } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { FormView } from '../../http/render.js';
import { dateTime } from '../../words/times.js';
import type { CaseworkDeps } from '../deps.js';
import { renderDesk } from '../render.js';
import { roadmapFields, roadmapForm } from '../roadmap/form.js';
import { roadmapChoices } from '../roadmap/handler.js';
import { staffActor } from '../session.js';

/** Something on the roadmap, to be changed; and what partners said of it, to be hidden where it must be. */
export const showRoadmapItem =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const item = await store.roadmap.byId(String(req.params.id));
    if (!item) throw new NotFound();
    show(res, item);
  };

export const changeRoadmapItem =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const item = await store.roadmap.byId(String(req.params.id));
    if (!item) throw new NotFound();
    const now = new Date();
    const note = (action: string, details: Record<string, string> = {}) => {
      const actor = staffActor(res);
      return store.audit.append({ at: now, actor, action, details: { item: item._id, ...details } });
    };
    const action = actionOf(req);
    if (action === 'hide' || action === 'unhide') {
      const comment = String(req.body.comment ?? '');
      await note(action === 'hide' ? 'roadmap.comment_hidden' : 'roadmap.comment_shown', { comment });
      await store.roadmap.hide(item._id, comment, action === 'hide');
    } else {
      const { values, errors } = readForm(roadmapForm, req.body);
      if (errors) return show(res, item, { values: typed(req.body, roadmapFields), errors });
      await note('roadmap.written');
      await store.roadmap.write(item._id, values, now);
    }
    res.redirect(303, `/casework/roadmap/${item._id}`);
  };

function show(res: Response, { title, text, state, comments }: RoadmapItem, form?: FormView): void {
  const { language } = frameOf(res);
  renderDesk(res, {
    page: 'casework/roadmap-item',
    form: form ?? { values: { title, text, state }, errors: {} },
    model: {
      ...roadmapChoices(res),
      title,
      comments: comments.map(({ id, text, at, hidden }) => ({ id, text, hidden, at: dateTime(at, language) })),
    },
  });
}
