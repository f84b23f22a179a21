import type { Language } from './languages.js';
import { nameOfReason } from './reason-name.js';
import { nameOfStep } from './step-name.js';
import { wordsFor } from './words.js';

/** How a figure of a partner’s statistics is called in words: of `P9 landed`, `median seconds face`, `reason photo_glare`. */
export function nameOfFigure(language: Language): (figure: string) => string {
  const t = wordsFor('portal/statistics', language);
  const [reason, step] = [nameOfReason(language, 'partner'), nameOfStep(language)];
  return (figure) => {
    const [first = '', ...rest] = figure.split(' ');
    if (first === 'reason') return `${t('reason')}: ${reason(rest.join(' '))}`;
    if (first === 'median') return `${t('median')}: ${step(rest.at(-1))}`;
    return `${t(`level.${first}`)}: ${t(`kind.${rest.join(' ')}`)}`;
  };
}
