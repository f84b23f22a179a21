import type { RequestHandler, Response } from 'express';
import { NotFound } from '../../../platform/errors.js';
import type { News } from '../../../store/partners/news.js';
import { actionOf, readForm, typed } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { FormView } from '../../http/render.js';
import { drawMarkdown } from '../../portal/markdown.js';
import { dateTime } from '../../words/times.js';
import { startNewsMailing } from '../../workflows/news-mailing.js';
import type { CaseworkDeps } from '../deps.js';
import { newsForm } from '../news/form.js';
import { newsChoices, newsFields } from '../news/handler.js';
import { renderDesk } from '../render.js';
import { staffActor } from '../session.js';

/** One piece of news as partners will see it, and the form to change it. */
export const showNewsItem =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const news = await store.news.byId(String(req.params.id));
    if (!news) throw new NotFound();
    show(res, news);
  };

export const changeNewsItem =
  (deps: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const { store, temporal } = deps;
    const news = await store.news.byId(String(req.params.id));
    if (!news) throw new NotFound();
    const now = new Date();
    const note = (action: string) => {
      const actor = staffActor(res);
      return store.audit.append({ at: now, actor, action, details: { news: news._id } });
    };
    switch (actionOf(req)) {
      case 'publish':
        await note('news.published');
        await store.news.publish(news._id, now);
        break;
      case 'send':
        if (!news.publishedAt) break;
        await note('news.sent');
        await store.news.noteMailing(news._id, now);
        await startNewsMailing(temporal, { newsId: news._id });
        break;
      case 'remove':
        if (news.publishedAt) break;
        await note('news.draft_removed');
        await store.news.removeDraft(news._id);
        return res.redirect(303, '/casework/news');
      default: {
        const { values, errors } = readForm(newsForm, req.body);
        if (errors) return show(res, news, { values: typed(req.body, newsFields), errors });
        await note('news.written');
        await store.news.write(news._id, values, now);
      }
    }
    res.redirect(303, `/casework/news/${news._id}`);
  };

function show(res: Response, news: News, form?: FormView): void {
  const { kind, title, text, date, audience, mustAct, areas, impact, action, mailedAt, sent } = news;
  const values = { kind, title, text, date, audience, mustAct: mustAct ? 'yes' : '', impact, action };
  const { language } = frameOf(res);
  renderDesk(res, {
    page: 'casework/news-item',
    form: form ?? { values, errors: {} },
    model: {
      ...newsChoices(res),
      chosen: areas,
      news: { title, published: news.publishedAt !== undefined, html: drawMarkdown(text) },
      sending: mailedAt !== undefined && (!sent || sent.at < mailedAt) && dateTime(mailedAt, language),
      sent: sent && { to: sent.to, at: dateTime(sent.at, language) },
    },
  });
}
