import { createSearch, type Entry, type Found } from '../markdown/search.js';
import { type DocsPage, docsAddress, library } from './library.js';

const entriesOf = (page: DocsPage): Entry[] =>
  page.sections.map(({ id, title, depth, text }) => {
    const href = docsAddress(page.name) + (depth === 1 ? '' : `#${id}`);
    return { href, page: page.title, title, text };
  });

let search: ((query: string) => Found[]) | undefined;

/** Sections of the guide that hold every word, or a word that begins so or is spelt nearly so; the best first. */
export function searchDocs(query: string): Found[] {
  search ??= createSearch(library().flatMap(entriesOf));
  return search(query);
}
