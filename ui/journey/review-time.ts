import type { Store } from '../../store/database.js';
import type { Language } from '../words/languages.js';
import { wordsFor } from '../words/words.js';

/** How long caseworkers take, in a sentence: as admins set it, or what they say of it now. Every page that says so says the same. */
export async function reviewTimeText(store: Pick<Store, 'serviceSettings'>, language: Language): Promise<string> {
  const { hours, message } = (await store.serviceSettings.read('review-time')).value;
  if (message) return message[language];
  const t = wordsFor('journey', language);
  return hours === 1 ? t('reviewTime.one') : t('reviewTime', { hours });
}
