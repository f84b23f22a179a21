export interface HtmlPage {
  status: number;
  language: 'en' | 'cy';
  title: string;
  paragraphs: readonly string[];
  links: readonly { href: string; text: string }[];
  /** Address of a script of the partner's own. */
  script?: string;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');

/** A plain page that asks nothing of any other host and is kept by no cache. */
export function htmlPage({ status, language, title, paragraphs, links, script }: HtmlPage): Response {
  const body = `<!DOCTYPE html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>${escaped(title)}</h1>
${paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('\n')}
${links.map(({ href, text }) => `<p><a href="${escaped(href)}">${escaped(text)}</a></p>`).join('\n')}
</main>${script ? `<script src="${escaped(script)}"></script>` : ''}</body></html>`;
  return new Response(body, {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy':
        "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
