import type { Language } from '../../words/languages.js';
import { wordsFor } from '../../words/words.js';

/** How a step is called, where people have a name for it; else its code. */
export function nameOfStep(language: Language): (step: string) => string {
  const words = wordsFor('portal', language);
  return (step) => (words.has(`step.${step}`) ? words(`step.${step}`) : step || words('step.unknown'));
}
