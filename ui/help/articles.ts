import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Reason, reasonTable } from '../../domain/journey/reasons.js';
import { type Step, steps } from '../../domain/journey/steps.js';
import { projectRoot } from '../../platform/root.js';
import { type LinkTo, type Rendered, renderMarkdown } from '../markdown/render.js';
import { type Language, languages } from '../words/languages.js';
import { frontMatter } from './front-matter.js';
import { type Topic, topics } from './topics.js';

/** What an article is for, the same in both languages. */
interface Subject {
  /** Its folder, and its name in addresses. */
  name: string;
  topics: readonly Topic[];
  /** Steps of the journey at which it helps. */
  steps: readonly Step[];
  /** Reasons that it explains. */
  reasons: readonly Reason[];
}

/** An article in one language. */
export interface Article extends Subject, Rendered {
  title: string;
}

const folder = join(projectRoot, 'ui/help/articles');

/** Pages of the help centre that are no articles: no article may take their address. */
const reserved = ['search', 'contact', 'tickets'];

export const articleAddress = (name: string): string => `/help/${name}`;

/** Links between articles by their names, to pages of the site by their paths, and to other sites. */
const linkTo: LinkTo = (href) =>
  /^[a-z-]+$/.test(href) ? articleAddress(href) : /^(https:|\/|#)/.test(href) ? href : undefined;

let read: Readonly<Record<Language, readonly Article[]>> | undefined;

/** All articles of a language, by their names. Read once. @throws Error for one that is not as it should be */
export function articles(language: Language): readonly Article[] {
  read ??= Object.fromEntries(
    languages.map((one) => [
      one,
      readdirSync(folder)
        .sort()
        .map((name) => readArticle(name, one)),
    ]),
  ) as Record<Language, Article[]>;
  return read[language];
}

/**
 * Articles for a page of the journey: those that explain the reasons it shows first, then those for its step.
 */
export function articlesFor(language: Language, step: Step | undefined, reasons: readonly Reason[]): Article[] {
  const all = articles(language);
  const why = all.filter((article) => article.reasons.some((reason) => reasons.includes(reason)));
  const here = all.filter((article) => step && article.steps.includes(step) && !why.includes(article));
  return [...why, ...here];
}

/** What it is for stands in the English file alone: there is one truth of it. */
function readArticle(name: string, language: Language): Article {
  const { fields } = file(name, 'en');
  const { fields: own, text } = file(name, language);
  const { title = '' } = own;
  const of = <Name extends string>(field: string, known: readonly string[]): Name[] => {
    const given = (fields[field] ?? '').split(/\s+/).filter(Boolean);
    const strange = given.filter((one) => !known.includes(one));
    if (strange.length > 0) throw new Error(`ui/help/articles/${name}: no such ${field}: ${strange.join(', ')}`);
    return given as Name[];
  };
  if (!title || reserved.includes(name)) throw new Error(`ui/help/articles/${name}: no title, or a name that is taken`);
  return {
    name,
    title,
    topics: of<Topic>('topics', topics),
    steps: of<Step>('steps', Object.keys(steps)),
    reasons: of<Reason>('reasons', Object.keys(reasonTable)),
    ...renderMarkdown(`# ${title}\n\n${text}`, linkTo),
  };
}

const file = (name: string, language: Language) =>
  frontMatter(readFileSync(join(folder, name, `${language}.md`), 'utf8'));
