import { concerns } from '../../../domain/news.js';
import type { News } from '../../../store/news.js';
import { sendMessage } from '../../http/submit.js';
import type { CaseworkDeps } from '../deps.js';

/**
 * Tells the people of every service that a piece of news concerns, each once: pressed again, or after a crash, it goes on with those who
 * were not told yet.
 * @returns how many people it was sent to in all
 */
export async function sendNews({ store, temporal, url }: CaseworkDeps, news: News): Promise<number> {
  const people = new Set<string>();
  for (const { _id, members } of await store.services.all()) {
    const row = await store.clients.registration(_id);
    if (!row || row.kept?.closedAt) continue;
    const webhooks = news.audience === 'webhooks' && (await store.webhooks.listOf(_id)).length > 0;
    if (!concerns(news.audience, { ...row, webhooks })) continue;
    for (const { accountId } of members) people.add(accountId);
  }
  const template = news.mustAct ? 'partner-news-act' : 'partner-news';
  let told = 0;
  for (const accountId of people) {
    const account = await store.accounts.byId(accountId);
    if (!account || account.blocked) continue;
    const key = `news-${news._id}-${accountId}`;
    const { email: to } = store.accounts.contacts(account);
    const params = { url: `${url}/portal/news/${news._id}` };
    await store.messages.putMessage({ key, channel: 'email', to, template, params, language: account.language });
    await sendMessage(temporal, { key, kind: 'notice' });
    told += 1;
  }
  return told;
}
