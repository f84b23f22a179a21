import { concerns } from '../../domain/partners/news.js';
import type { Store } from '../../store/database.js';
import type { News } from '../../store/partners/news.js';

/** Services looked at by one activity. */
const mostAtOnce = 100;

export interface NewsDeps {
  store: Pick<Store, 'accounts' | 'clients' | 'messages' | 'news' | 'services' | 'webhooks'>;
  /** Surety's public address. */
  suretyUrl: string;
}

/** Tells partners' people what was released or is going to change. */
export function createNewsActivities({ store, suretyUrl }: NewsDeps) {
  const isConcerned = async (news: News, serviceId: string): Promise<boolean> => {
    const row = await store.clients.registration(serviceId);
    if (!row || row.kept?.closedAt) return false;
    const webhooks = news.audience === 'webhooks' && (await store.webhooks.listOf(serviceId)).length > 0;
    return concerns(news.audience, { ...row, webhooks });
  };

  return {
    /**
     * Puts the messages for the people of the next services. Repeating it changes nothing: each person has one key.
     * @returns their keys, and the last service looked at where there may be more
     */
    async putNews({
      newsId,
      after = '',
    }: {
      newsId: string;
      after?: string;
    }): Promise<{ keys: string[]; next?: string }> {
      const news = await store.news.byId(newsId);
      if (!news?.publishedAt) return { keys: [] };
      const services = await store.services.page(after, mostAtOnce);
      const keys = new Set<string>();
      for (const { _id, members } of services) {
        if (!(await isConcerned(news, _id))) continue;
        for (const { accountId } of members) {
          const account = await store.accounts.byId(accountId);
          if (!account || account.blocked) continue;
          const key = keyPrefix(newsId) + accountId;
          const { email: to } = store.accounts.contacts(account);
          const params = { url: `${suretyUrl}/portal/news/${newsId}` };
          const template = news.mustAct ? 'partner-news-act' : 'partner-news';
          await store.messages.putMessage({ key, channel: 'email', to, template, params, language: account.language });
          keys.add(key);
        }
      }
      const last = services.length === mostAtOnce ? services.at(-1)?._id : undefined;
      return { keys: [...keys], ...(last === undefined ? {} : { next: last }) };
    },

    /** Notes how many people there is a message for by now. */
    async noteNewsSent({ newsId }: { newsId: string }): Promise<void> {
      const to = await store.messages.countWithPrefix(keyPrefix(newsId));
      await store.news.noteSent(newsId, { at: new Date(), to });
    },
  };
}

export type NewsActivities = ReturnType<typeof createNewsActivities>;

const keyPrefix = (newsId: string): string => `news-${newsId}-`;
