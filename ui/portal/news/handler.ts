import { concerns } from '../../../domain/partners/news.js';
import type { Store } from '../../../store/database.js';
import type { UiDeps } from '../../deps.js';
import { frameOf } from '../../http/frame.js';
import type { Page } from '../../http/pages.js';
import { plainDate } from '../../words/times.js';
import type { PersonContext } from '../person.js';
import { portalView } from '../view.js';

const ROWS = 100;

/** What was released and what is going to change; what concerns one of the person's services is marked. */
export const newsPage = ({ store }: UiDeps): Page<PersonContext> => ({
  path: 'news',
  open: () => true,
  async show(context) {
    const { language } = frameOf(context.res);
    const [rows, mine] = await Promise.all([store.news.published(ROWS), usesOf(store, context.account._id)]);
    const news = rows.map(({ _id, kind, title, date, mustAct, audience }) => ({
      ...{ id: _id, kind, title, mustAct, date: plainDate(date, language) },
      yours: mine.some((service) => concerns(audience, service)),
    }));
    return portalView(context, { page: 'portal/news', model: { news } });
  },
});

/** What the services of a person use. */
async function usesOf(store: Store, accountId: string) {
  const services = await store.services.ofAccount(accountId);
  const rows = await store.clients.registrations(services.map(({ _id }) => _id));
  const all = rows.map(async (row) => {
    const webhooks = (await store.webhooks.listOf(row._id)).length > 0;
    return { ...row, webhooks };
  });
  return Promise.all(all);
}
