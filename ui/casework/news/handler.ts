import type { RequestHandler, Response } from 'express';
import { audiences, newsAreas } from '../../../domain/partners/news.js';
import { randomId } from '../../../platform/random-id.js';
import { readForm, typed } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { FormView } from '../../http/render.js';
import { wordsFor } from '../../words/words.js';
import type { CaseworkDeps } from '../deps.js';
import { renderDesk } from '../render.js';
import { staffActor } from '../session.js';
import { newsForm } from './form.js';

const ROWS = 200;

/** All news, drafts too, and a form for another. */
export const showNews =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (_req, res) =>
    show(store, res, { values: {}, errors: {} });

export const writeNews =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const { values, errors } = readForm(newsForm, req.body);
    if (errors) return show(store, res, { values: typed(req.body, newsFields), errors });
    const [id, now] = [randomId(), new Date()];
    await store.audit.append({ at: now, actor: staffActor(res), action: 'news.written', details: { news: id } });
    await store.news.write(id, values, now);
    res.redirect(303, `/casework/news/${id}`);
  };

/** Text fields, to be shown again as they were typed. */
export const newsFields = ['kind', 'title', 'text', 'date', 'audience', 'mustAct', 'impact', 'action'];

async function show(store: CaseworkDeps['store'], res: Response, form: FormView): Promise<void> {
  const news = await store.news.all(ROWS);
  const listed = news.map(({ _id, title, publishedAt }) => ({ id: _id, title, published: publishedAt !== undefined }));
  renderDesk(res, { page: 'casework/news', form, model: { news: listed, ...newsChoices(res) } });
}

/** What the form of a piece of news offers, in the portal's words. */
export function newsChoices(res: Response) {
  return { audiences, areas: newsAreas, p: wordsFor('portal', frameOf(res).language), chosen: [] as string[] };
}
