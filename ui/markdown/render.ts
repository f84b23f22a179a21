import markdownIt from 'markdown-it';

/** A heading and what stands below it, for the table of contents and for searching. */
export interface Section {
  id: string;
  title: string;
  /** 1 for the page's own heading. */
  depth: number;
  /** Plain text, without tables' and code's marks. */
  text: string;
}

export interface Rendered {
  html: string;
  sections: readonly Section[];
}

type Token = ReturnType<ReturnType<typeof markdownIt>['parse']>[number];

/** Where a link of the documents leads in the product; undefined: nowhere, and its text stands alone. */
export type LinkTo = (href: string) => string | undefined;

const markdown = markdownIt({ html: false, linkify: false, typographer: false });

/** Marks of made parts are comments for `npm run docs`; a line break is the only markup that our tables use. */
const comments = /<!--[\s\S]*?-->\n?/g;

/** Draws a document: headings get ids to link to, links lead where `linkTo` says, tables and code can be scrolled by keyboard. */
export function renderMarkdown(source: string, linkTo: LinkTo): Rendered {
  const tokens = markdown.parse(source.replace(comments, ''), {});
  const sections = name(tokens);
  for (const token of tokens) if (token.children) token.children = linked(broken(token.children), linkTo);
  return { html: markdown.renderer.render(tokens, markdown.options, {}), sections };
}

/** The id of a heading, as GitHub makes it. */
export function headingId(title: string): string {
  const kept = title.toLowerCase().replace(/[^\p{Letter}\p{Number}\s_-]/gu, '');
  return kept.trim().replace(/\s/g, '-');
}

function name(tokens: Token[]): Section[] {
  const sections: Section[] = [];
  for (const [at, token] of tokens.entries()) {
    const inline = tokens[at + 1];
    if (token.type === 'heading_open' && inline) {
      const title = textOf(inline);
      const id = headingId(title);
      token.attrSet('id', id);
      sections.push({ id, title, depth: Number(token.tag.slice(1)), text: '' });
    } else if (token.type === 'inline' || token.type === 'fence') {
      const section = sections.at(-1);
      if (section && tokens[at - 1]?.type !== 'heading_open') section.text += `${textOf(token)} `;
    }
  }
  return sections;
}

const textOf = ({ children, content }: Token): string =>
  children ? children.map((child) => (child.type === 'softbreak' ? ' ' : child.content)).join('') : content;

/** `<br>` as a line break. */
function broken(children: Token[]): Token[] {
  return children.flatMap((child) => {
    if (child.type !== 'text' || !child.content.includes('<br>')) return [child];
    return child.content.split('<br>').flatMap((content, index) => {
      const text = Object.assign(Object.create(child), { content });
      const line = Object.assign(Object.create(child), { type: 'hardbreak', tag: 'br', content: '' });
      return index === 0 ? [text] : [line, text];
    });
  });
}

function linked(children: Token[], linkTo: LinkTo): Token[] {
  let dropped = 0;
  return children.filter((child) => {
    if (child.type === 'link_close' && dropped > 0) {
      dropped--;
      return false;
    }
    const attribute = child.type === 'link_open' ? 'href' : child.type === 'image' ? 'src' : undefined;
    const address = attribute && child.attrGet(attribute);
    if (!attribute || address === null || address === undefined) return true;
    const to = linkTo(address);
    if (to !== undefined) child.attrSet(attribute, to);
    else if (attribute === 'href') dropped++;
    return to !== undefined;
  });
}

markdown.renderer.rules.table_open = () => '<div class="surety-docs__wide" tabindex="0"><table class="nhsuk-table">\n';
markdown.renderer.rules.table_close = () => '</table></div>\n';
markdown.renderer.rules.fence = (tokens, index) => {
  const { content = '', info = '' } = tokens[index] ?? {};
  const language = info.trim().split(' ')[0];
  const marked = language ? ` class="language-${markdown.utils.escapeHtml(language)}"` : '';
  return `<pre tabindex="0"><code${marked}>${markdown.utils.escapeHtml(content)}</code></pre>\n`;
};
