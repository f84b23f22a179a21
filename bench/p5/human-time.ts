import type { Act } from '../http-person.js';

/**
 * Seconds by the keystroke-level model (Card, Moran and Newell 1980): to make up one's mind, and to point at something. Typing is that of
 * phones, slower than with ten fingers: 36 words a minute (Palin et al. 2019). Reading silently: 238 words a minute (Brysbaert 2019).
 */
const MIND = 1.35;
const POINT = 1.1;
const KEY = 60 / (36 * 5);
const WORD = 60 / 238;
/** An assumption: to get a code from a text message or an email, and back to the page. */
const CODE = 15;

export interface HumanTime {
  pages: number;
  /** Fields typed into and choices made; buttons aside. */
  fields: number;
  typed: number;
  seconds: number;
}

/**
 * How long a person would take for what was done: every word of every page is read, every field typed by hand (no autofill), nothing is
 * looked up elsewhere but codes. A model, not a measurement of people.
 */
export function humanTime(acts: readonly Act[]): HumanTime {
  const total = { pages: acts.length, fields: 0, typed: 0, seconds: 0 };
  for (const { html, fields } of acts) {
    total.seconds += wordsOf(html) * WORD + MIND + POINT;
    for (const [name, value] of Object.entries(fields)) {
      if (name === 'action' && !isChoice(html, name)) continue;
      if (value === '') continue;
      const typed = isChoice(html, name) ? 0 : value.length;
      total.fields += 1;
      total.typed += typed;
      total.seconds += MIND + POINT + typed * KEY + (name === 'code' ? CODE : 0);
    }
  }
  return total;
}

const isChoice = (html: string, name: string): boolean =>
  new RegExp(`<input[^>]*name="${name}"[^>]*type="(radio|checkbox)"`).test(html);

/** Words of the page's own part; what is folded away, or only for screen readers, is left out. */
export function wordsOf(html: string): number {
  const main = /<main[\s\S]*?<\/main>/.exec(html)?.[0] ?? '';
  const shown = main
    .replace(/<script[\s\S]*?<\/script>/g, ' ')
    .replace(/<div class="nhsuk-details__text">[\s\S]*?<\/details>/g, ' ')
    .replace(/<span class="nhsuk-u-visually-hidden">[\s\S]*?<\/span>/g, ' ')
    .replace(/<[^>]+>/g, ' ');
  return shown.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length;
}
