import MiniSearch from 'minisearch';

/** What is searched: a section of a document. */
export interface Entry {
  href: string;
  /** The document it stands in. */
  page: string;
  title: string;
  text: string;
}

/** A section that was found. */
export interface Found extends Omit<Entry, 'text'> {
  /** A piece of its text around what was looked for. */
  excerpt: string;
}

/** A search is a few words. */
const longestQuery = 200;

/** What an address searches for. */
export const queryOf = ({ q }: Readonly<Record<string, unknown>>): string =>
  typeof q === 'string' ? q.slice(0, longestQuery).trim() : '';

/** More than anybody reads. */
const most = 20;

/** Characters before and after what was looked for. */
const around = { before: 60, after: 160 };

/**
 * A full-text search over sections of documents: those that hold every word, or a word that begins so or is spelt nearly so; the best first.
 * @param strictly `AND` finds what holds every word; `OR` what holds any, which suits questions asked in whole sentences
 */
export function createSearch(all: readonly Entry[], strictly: 'AND' | 'OR' = 'AND'): (query: string) => Found[] {
  const index = new MiniSearch<Entry>({
    idField: 'href',
    fields: ['title', 'page', 'text'],
    // Names with `_` in them are found whole and by their parts.
    tokenize: (text) =>
      text
        .split(/[^\p{Letter}\p{Number}_]+/u)
        .flatMap((word) => [word, ...(word.includes('_') ? word.split('_') : [])]),
    searchOptions: { boost: { title: 4, page: 2 }, prefix: true, fuzzy: 0.15, combineWith: strictly },
  });
  index.addAll(all);
  const entries = new Map(all.map((entry) => [entry.href, entry]));
  return (query) =>
    index
      .search(query)
      .slice(0, most)
      .flatMap(({ id, terms }) => {
        const entry = entries.get(id);
        if (!entry) return [];
        const { text, ...rest } = entry;
        return [{ ...rest, excerpt: excerptOf(text, terms) }];
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
