import type { Review } from '../../../store/casework/review.js';
import type { Store } from '../../../store/database.js';
import { wordsFor } from '../../words/words.js';
import { messageWords } from '../message-words.js';
import type { Decided } from './read.js';

const templateOf = { pass: 'verified', decline: 'declined', ask: 'more-needed' } as const;

/**
 * What the person will be told, in their own language: by email and text message, and on the page that both lead to.
 * Undefined where the account is gone.
 */
export async function previewOf(store: Pick<Store, 'accounts'>, { accountId }: Review, { outcome, reasons }: Decided) {
  const account = await store.accounts.byId(accountId);
  if (!account) return undefined;
  const { language } = account;
  const { subject, body = [], sms = '' } = messageWords(templateOf[outcome], language);
  const link = (text: string) => text.replace('{{url}}', '…');
  const w = wordsFor('journey/declined', language);
  return {
    ...{ language, subject, body: body.map(link), sms: link(sms) },
    advice: outcome === 'pass' ? [] : reasons.map((reason) => w(`reason.${reason}`)),
  };
}
