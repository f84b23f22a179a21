import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../platform/root.js';
import type { Review } from '../../../store/casework/review.js';
import type { Store } from '../../../store/database.js';
import type { Language } from '../../words/languages.js';
import { wordsFor } from '../../words/words.js';
import type { Decided } from './read.js';

type Templates = Readonly<Record<string, { subject: string; body: string[]; sms: string }>>;

/** The words that the messages are made from, read where they lie (activities/messages): what is shown is what is sent. */
const templates = (language: Language): Templates =>
  JSON.parse(readFileSync(join(projectRoot, 'activities/messages/templates', `${language}.json`), 'utf8')) as Templates;

const templateOf = { pass: 'verified', decline: 'declined', ask: 'more-needed' } as const;

/**
 * What the person will be told, in their own language: by email and text message, and on the page that both lead to.
 * Undefined where the account is gone.
 */
export async function previewOf(store: Pick<Store, 'accounts'>, { accountId }: Review, { outcome, reasons }: Decided) {
  const account = await store.accounts.byId(accountId);
  if (!account) return undefined;
  const { language } = account;
  const { subject, body, sms } = templates(language)[templateOf[outcome]] as Templates[string];
  const link = (text: string) => text.replace('{{url}}', '…');
  const w = wordsFor('journey/declined', language);
  return {
    ...{ language, subject, body: body.map(link), sms: link(sms) },
    advice: outcome === 'pass' ? [] : reasons.map((reason) => w(`reason.${reason}`)),
  };
}
