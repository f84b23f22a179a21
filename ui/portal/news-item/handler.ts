import type { UiDeps } from '../../deps.js';
import { frameOf } from '../../http/frame.js';
import type { Page } from '../../http/pages.js';
import { renderProblem } from '../../http/problem.js';
import { dateTime, plainDate } from '../../words/times.js';
import { drawMarkdown } from '../markdown.js';
import type { PersonContext } from '../person.js';
import { portalView } from '../view.js';

/** One piece of news. */
export const newsItemPage = ({ store }: UiDeps): Page<PersonContext> => ({
  path: 'news/:item',
  open: () => true,
  async show(context) {
    const { req, res } = context;
    const item = await store.news.byId(String(req.params.item));
    if (!item?.publishedAt) {
      renderProblem(res, 'not-found');
      return undefined;
    }
    const { kind, title, areas, audience, mustAct, impact, action, changedAt } = item;
    const { language } = frameOf(res);
    const date = plainDate(item.date, language);
    const changed = changedAt && dateTime(changedAt, language);
    const model = {
      item: { kind, title, areas, audience, mustAct, impact, action, date, changed, html: drawMarkdown(item.text) },
    };
    return portalView(context, { page: 'portal/news-item', model });
  },
});
