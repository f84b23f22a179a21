import type { Frame } from '../http/frame.js';
import { type HelpAbout, helpAddress } from '../http/help-link.js';
import type { PageView } from '../http/render.js';
import type { Language } from '../words/languages.js';
import { type Article, articleAddress, articles, articlesFor } from './articles.js';
import { searchHelp } from './search-index.js';
import { topics } from './topics.js';

/** Other articles that one names beside itself. */
const mostBeside = 4;

/** What every page of the help centre carries on: what help was opened about, and the way back. */
export function aroundOf(about: HelpAbout) {
  const { step = '', reasons, from } = about;
  return {
    about: { step, reasons: reasons.join('.'), from: from ?? '' },
    back: from,
    home: helpAddress('/help', about),
    contact: helpAddress('/help/contact', about),
  };
}

/** The first page: what fits the page that help was opened from, then everything by topic. */
export function homeView(language: Language, about: HelpAbout): PageView {
  const all = articles(language);
  const listed = topics.map((topic) => ({
    topic,
    articles: all.filter((article) => article.topics.includes(topic)).map(entryOf(about)),
  }));
  const here = articlesFor(language, about.step, about.reasons).map(entryOf(about));
  return { page: 'help/home', model: { ...aroundOf(about), here, topics: listed } };
}

export function searchView(language: Language, query: string, about: HelpAbout): PageView {
  const found = query ? searchHelp(language, query) : [];
  const led = found.map(({ href, ...rest }) => ({ ...rest, href: carried(href, about) }));
  return { page: 'help/search', model: { ...aroundOf(about), query, found: led } };
}

/** @param thanks what the person has just said of it */
export function articleView(article: Article, { language }: Frame, about: HelpAbout, thanks?: 'yes' | 'no'): PageView {
  const { name, title, html } = article;
  const beside = articles(language).filter(
    (other) => other !== article && other.topics.some((topic) => article.topics.includes(topic)),
  );
  const led = html.replace(
    /href="(\/help\/[\w-]+(?:#[\w-]+)?)"/g,
    (_, href: string) => `href="${escaped(carried(href, about))}"`,
  );
  const model = { name, title, html: led, thanks, beside: beside.slice(0, mostBeside).map(entryOf(about)) };
  return { page: 'help/article', model: { ...aroundOf(about), ...model } };
}

const entryOf =
  (about: HelpAbout) =>
  ({ name, title }: Article) => ({ href: helpAddress(articleAddress(name), about), title });

/** An address of the help centre that keeps what help was opened about. */
function carried(href: string, about: HelpAbout): string {
  const [path = '', anchor] = href.split('#');
  return helpAddress(path, about) + (anchor ? `#${anchor}` : '');
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;');
