import { createSearch, type Found } from '../markdown/search.js';
import type { Language } from '../words/languages.js';
import { articleAddress, articles } from './articles.js';

const made = new Map<Language, (query: string) => Found[]>();

/** Sections of articles that hold any of the words, the best first: people ask whole questions here. */
export function searchHelp(language: Language, query: string): Found[] {
  const search = made.get(language) ?? createSearch(entries(language), 'OR');
  made.set(language, search);
  return search(query);
}

const entries = (language: Language) =>
  articles(language).flatMap(({ name, title: page, sections }) =>
    sections.map(({ id, title, depth, text }) => ({
      href: articleAddress(name) + (depth === 1 ? '' : `#${id}`),
      page,
      title,
      text,
    })),
  );
