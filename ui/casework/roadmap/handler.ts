import type { RequestHandler, Response } from 'express';
import { roadmapStates } from '../../../domain/partners/roadmap.js';
import { randomId } from '../../../platform/random-id.js';
import { readForm, typed } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { FormView } from '../../http/render.js';
import { wordsFor } from '../../words/words.js';
import type { CaseworkDeps } from '../deps.js';
import { renderDesk } from '../render.js';
import { staffActor } from '../session.js';
import { roadmapFields, roadmapForm } from './form.js';

const ROWS = 200;

/** All that is on the roadmap, and a form for more. */
export const showRoadmap =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (_req, res) =>
    show(store, res, { values: {}, errors: {} });

export const writeRoadmap =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const { values, errors } = readForm(roadmapForm, req.body);
    if (errors) return show(store, res, { values: typed(req.body, roadmapFields), errors });
    const [id, now] = [randomId(), new Date()];
    await store.audit.append({ at: now, actor: staffActor(res), action: 'roadmap.written', details: { item: id } });
    await store.roadmap.write(id, values, now);
    res.redirect(303, '/casework/roadmap');
  };

async function show(store: CaseworkDeps['store'], res: Response, form: FormView): Promise<void> {
  const items = (await store.roadmap.all(ROWS)).map(({ _id, title, state, votes, comments }) => ({
    ...{ id: _id, title, state, votes: votes.length, comments: comments.length },
  }));
  renderDesk(res, { page: 'casework/roadmap', form, model: { items, ...roadmapChoices(res) } });
}

/** What the form offers, in the portal's words. */
export const roadmapChoices = (res: Response) => ({
  states: roadmapStates,
  p: wordsFor('portal', frameOf(res).language),
});
