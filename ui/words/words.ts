import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../platform/root.js';
import type { Language } from './languages.js';

/** Key → text. Keys are flat (`title`, `mobile.hint`, `errors.mobile.missing`); `{name}` in a text is a place for a value. */
export type WordList = Readonly<Record<string, string>>;

/** Gives a page's text for a key: the page's own, else the shared one. The text is plain, never HTML. */
export interface Words {
  /** @throws Error where neither the page nor the shared list has the key, or a place has no value. */
  (key: string, values?: Readonly<Record<string, string | number>>): string;
  /** Whether the page or the shared list has the key. */
  has(key: string): boolean;
}

const lists = new Map<string, WordList>();
const bound = new Map<string, Words>();

/** The words of one file below `ui/`, for example `journey/birth-date/cy.json`; empty where a page has none of its own. */
export function wordList(folder: string, language: Language): WordList {
  const file = join(projectRoot, 'ui', folder, `${language}.json`);
  const known = lists.get(file);
  if (known) return known;
  const list: WordList = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  lists.set(file, list);
  return list;
}

/** The words of a page (its folder below `ui/`) in a language. */
export function wordsFor(page: string, language: Language): Words {
  const id = `${language} ${page}`;
  const known = bound.get(id);
  if (known) return known;
  const own = wordList(page, language);
  const shared = wordList('words', language);
  const words: Words = Object.assign(
    (key: string, values: Readonly<Record<string, string | number>> = {}) => {
      const text = own[key] ?? shared[key];
      if (text === undefined) throw new Error(`no words for "${key}" on page ${page} in ${language}`);
      return text.replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = values[name];
        if (value === undefined) throw new Error(`no value for {${name}} in "${key}" on page ${page}`);
        return String(value);
      });
    },
    { has: (key: string) => key in own || key in shared },
  );
  bound.set(id, words);
  return words;
}
