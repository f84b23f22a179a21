import MiniSearch from 'minisearch';
import { type DocsPage, docsAddress, library } from './library.js';

/** A section that was found. */
export interface Found {
  href: string;
  page: string;
  title: string;
  /** A piece of its text around what was looked for. */
  excerpt: string;
}

interface Entry {
  id: string;
  href: string;
  page: string;
  title: string;
  text: string;
}

/** More than anybody reads. */
const most = 20;

/** Characters before and after what was looked for. */
const around = { before: 60, after: 160 };

const entriesOf = (page: DocsPage): Entry[] =>
  page.sections.map(({ id, title, depth, text }) => {
    const href = docsAddress(page.name) + (depth === 1 ? '' : `#${id}`);
    return { id: href, href, page: page.title, title, text };
  });

let made: { index: MiniSearch<Entry>; entries: ReadonlyMap<string, Entry> } | undefined;

function everything() {
  if (made) return made;
  const all = library().flatMap(entriesOf);
  const index = new MiniSearch<Entry>({
    fields: ['title', 'page', 'text'],
    // Names with `_` in them are found whole and by their parts.
    tokenize: (text) =>
      text
        .split(/[^\p{Letter}\p{Number}_]+/u)
        .flatMap((word) => [word, ...(word.includes('_') ? word.split('_') : [])]),
    searchOptions: { boost: { title: 4, page: 2 }, prefix: true, fuzzy: 0.15, combineWith: 'AND' },
  });
  index.addAll(all);
  made = { index, entries: new Map(all.map((entry) => [entry.id, entry])) };
  return made;
}

/** Sections of the guide that hold every word, or a word that begins so or is spelt nearly so; the best first. */
export function searchDocs(query: string): Found[] {
  const { index, entries } = everything();
  return index
    .search(query)
    .slice(0, most)
    .flatMap(({ id, terms }) => {
      const entry = entries.get(id);
      return entry
        ? [{ href: entry.href, page: entry.page, title: entry.title, excerpt: excerptOf(entry.text, terms) }]
        : [];
    });
}

function excerptOf(text: string, terms: readonly string[]): string {
  const lower = text.toLowerCase();
  const places = terms.map((term) => lower.indexOf(term)).filter((place) => place >= 0);
  const middle = places.length > 0 ? Math.min(...places) : 0;
  const start = middle > around.before ? text.indexOf(' ', middle - around.before) + 1 : 0;
  const end = Math.min(text.length, middle + around.after);
  return `${start > 0 ? '… ' : ''}${text.slice(start, end).trim()}${end < text.length ? ' …' : ''}`;
}
