import markdownIt from 'markdown-it';

/** Text of admins: no HTML, no pictures (they would be asked of other hosts); headings begin below the page's own. */
const markdown = markdownIt({ html: false, linkify: true, typographer: false }).disable(['image']);

const lowered: Readonly<Record<string, string>> = { h1: 'h2', h2: 'h3', h3: 'h4', h4: 'h5', h5: 'h6' };

/** Draws Markdown as HTML. Links of other kinds than http, https and mailto stay text. */
export function drawMarkdown(source: string): string {
  const tokens = markdown.parse(source, {});
  for (const token of tokens) token.tag = lowered[token.tag] ?? token.tag;
  return markdown.renderer.render(tokens, markdown.options, {});
}
