import { articles } from '../../../ui/help/articles.js';
import { articleView, homeView, searchView } from '../../../ui/help/views.js';
import type { PageView } from '../../../ui/http/render.js';
import { renderMarkdown } from '../../../ui/markdown/render.js';
import type { Language } from '../../../ui/words/languages.js';

/** Pages that are there to be read: the partners' guide, and help for people. */
export const readingSamples = (language: Language): Record<string, PageView> => ({
  ...docsSamples(),
  ...helpSamples(language),
});

function helpSamples(language: Language): Record<string, PageView> {
  const about = { step: 'document', reasons: ['photo_glare'], from: '/journey/sample-journey' } as const;
  const frame = { language } as Parameters<typeof articleView>[1];
  const article = articles(language).find(({ name }) => name === 'photo-of-your-document');
  return {
    help: homeView(language, about),
    'help search': searchView(language, 'my code has not come', about),
    'help search nothing': searchView(language, 'xyzzy', about),
    ...(article
      ? { 'help article': articleView(article, frame, about), 'help thanks': articleView(article, frame, about, 'no') }
      : {}),
  };
}

/** The partners' guide: a page with everything that a page may hold, and a search. */
function docsSamples(): Record<string, PageView> {
  const source = `# Errors\n\nDecide by \`error\`; see [errors](errors.md).\n\n## At the address\n\n| \`error\` | Means |\n| --- | --- |
| \`unmet_authentication_requirements\` | No authenticator<br>satisfies it. |\n\n\`\`\`js\nconst long = '${'x'.repeat(90)}';\n\`\`\`\n\n1. One\n2. *Two*\n`;
  const { html } = renderMarkdown(source, () => '/docs/errors');
  const pages = [
    { href: '/docs', title: 'For partners', current: false },
    { href: '/docs/errors', title: 'Errors', current: true },
  ];
  const found = [
    { href: '/docs/errors#at-the-address', page: 'Errors', title: 'At the address', excerpt: 'Decide by error …' },
  ];
  return {
    docs: { page: 'docs/page', model: { html, title: 'Errors', previous: pages[0], next: undefined, pages } },
    'docs search': { page: 'docs/search', model: { query: 'error', found, pages } },
    'docs search nothing': { page: 'docs/search', model: { query: 'xyz', found: [], pages } },
  };
}
