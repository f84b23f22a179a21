import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../platform/root.js';
import { type LinkTo, type Rendered, renderMarkdown } from '../markdown/render.js';

/** A page of the partners' guide. */
export interface DocsPage extends Rendered {
  /** Its name in addresses; empty for the first one. */
  name: string;
  title: string;
}

const folder = join(projectRoot, 'docs', 'toolkit');

/** The page that lists the others, in the order in which they are to be read. */
const contents = 'README.md';

/** Address of a page. */
export const docsAddress = (name: string): string => (name ? `/docs/${name}` : '/docs');

/** Links between pages, to other sites, and to pictures that the product serves; all else is for readers of the sources. */
const linkTo: LinkTo = (href) => {
  if (/^(https?:|#)/.test(href)) return href;
  const picture = /^\.\.\/\.\.\/ui\/public\/([\w-]+\.(?:svg|png))$/.exec(href);
  if (picture) return `/assets/${picture[1]}`;
  const [, file, anchor = ''] = /^([\w-]+)\.md(#.*)?$/.exec(href) ?? [];
  return file && docsAddress(file === 'README' ? '' : file) + anchor;
};

let pages: readonly DocsPage[] | undefined;

/** The guide, from its first page to its last. Read once. */
export function library(): readonly DocsPage[] {
  pages ??= files().map((file) => {
    const rendered = renderMarkdown(readFileSync(join(folder, file), 'utf8'), linkTo);
    const name = file === contents ? '' : file.replace(/\.md$/, '');
    return { ...rendered, name, title: rendered.sections[0]?.title ?? name };
  });
  return pages;
}

/** The contents' page, then what it lists. @throws Error for a page that is not listed, or a listed one that does not exist */
function files(): string[] {
  const listed = [...readFileSync(join(folder, contents), 'utf8').matchAll(/^\d+\. \[[^\]]+\]\(([\w-]+\.md)\)/gm)];
  const order = [contents, ...listed.map(([, file]) => file ?? '')];
  const there = readdirSync(folder).filter((file) => file.endsWith('.md'));
  const odd = [...there.filter((file) => !order.includes(file)), ...order.filter((file) => !there.includes(file))];
  if (odd.length > 0 || new Set(order).size !== order.length) {
    throw new Error(`docs/toolkit/${contents} and the folder differ: ${odd.join(', ')}`);
  }
  return order;
}
