import type { Language } from './languages.js';
import { wordsFor } from './words.js';

/** How a step is called in figures, incidents and emails; one that is not of the list stays as it is. */
export function nameOfStep(language: Language): (step: string | undefined) => string {
  const t = wordsFor('portal', language);
  return (step) => (t.has(`step.${step}`) ? t(`step.${step}`) : step || t('step.unknown'));
}
