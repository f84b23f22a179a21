import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { projectRoot } from '../../platform/root.js';
import { createCsrf } from '../http/csrf.js';
import { framing } from '../http/frame.js';
import { headingId, renderMarkdown } from '../markdown/render.js';
import { docsAddress, library } from './library.js';
import { docsRoutes } from './routes.js';
import { searchDocs } from './search-index.js';

const folder = join(projectRoot, 'docs/toolkit');
const anywhere = (href: string) => href;

describe('The guide', () => {
  test('lists each of its pages once, in the order of reading', () => {
    expect(library().length).toBe(readdirSync(folder).filter((file) => file.endsWith('.md')).length);
    for (const { title, name } of library())
      expect({ name, title }).toEqual({ name, title: expect.stringMatching(/\S/) });
  });

  const places = new Set(
    library().flatMap(({ name, sections }) => [
      docsAddress(name),
      ...sections.map(({ id }) => `${docsAddress(name)}#${id}`),
    ]),
  );
  test.each(library().map((page) => [page.title, page] as const))('%s links to what exists', (_, { name, html }) => {
    const links = [...html.matchAll(/<a href="([^"]*)"/g)].map(([, href = '']) =>
      href.startsWith('#') ? docsAddress(name) + href : href,
    );
    expect(links.filter((href) => !/^(https?:|\/assets\/)/.test(href) && !places.has(href))).toEqual([]);
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
    for (const [, picture = ''] of html.matchAll(/(?:src|href)="\/assets\/([^"]*)"/g))
      expect(existsSync(join(projectRoot, 'ui/public', picture))).toBe(true);
  });

  test('names no file in its sources that is not there', () => {
    for (const file of readdirSync(folder)) {
      const links = [...readFileSync(join(folder, file), 'utf8').matchAll(/\]\((\.\.[^)#]*)/g)].map(
        ([, to = '']) => to,
      );
      for (const to of links)
        expect({ file, to, exists: existsSync(join(folder, to)) }).toEqual({ file, to, exists: true });
    }
  });
});

describe('A document', () => {
  test('brings no markup of its own', () => {
    const { html } = renderMarkdown(
      '# A <b>b</b>\n\n<script>alert(1)</script> [x](javascript:alert(1)) a<br>b',
      anywhere,
    );
    expect(html).not.toMatch(/<script|<b>|href="javascript/);
    expect(html).toContain('a<br>');
  });

  test('leaves out its comments, and links that lead out of the guide', () => {
    const { html } = renderMarkdown('<!-- made: x -->\n[gone *now*](../operators.md) and [kept](b.md)', (href) =>
      href === 'b.md' ? '/docs/b' : undefined,
    );
    expect(html).toBe('<p>gone <em>now</em> and <a href="/docs/b">kept</a></p>\n');
  });

  test('has headings that are linked to as on GitHub', () => {
    expect(headingId('1. Send the browser to `/authorize`'.replaceAll('`', ''))).toBe(
      '1-send-the-browser-to-authorize',
    );
    expect(renderMarkdown('## Ask: `vtr`, *now*', anywhere).sections).toEqual([
      { id: 'ask-vtr-now', title: 'Ask: vtr, now', depth: 2, text: '' },
    ]);
  });
});

describe('Searching', () => {
  test.each([
    ['phone_number_pds_matched', '/docs/levels-and-claims'],
    ['verification pending', '/docs/errors'],
    ['verificaton_pending', '/docs/errors'],
    ['If-None-Match', '/docs/verification-api'],
  ])('for %s finds its section', (query, href) => {
    expect(searchDocs(query).map((found) => found.href.split('#')[0])).toContain(href);
  });

  test('finds nothing for nonsense, and does not fall over odd words', () => {
    for (const query of ['xyzzyplugh', '', '   ', '***', '__proto__', 'constructor toString'])
      expect(searchDocs(query)).toEqual([]);
  });
});

describe('In the product', () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const frame = framing(createCsrf(new Uint8Array(randomBytes(32)), url), false);
    const app = express().set('query parser', 'simple');
    app.use((req, res, next) => {
      frame(req, res);
      next();
    });
    server.on('request', app.use('/docs', docsRoutes()));
  });
  afterAll(() => void server.close());
  const open = async (path: string) => {
    const answer = await fetch(url + path);
    return { status: answer.status, text: await answer.text() };
  };

  test('every page has its text, its place in the contents, and a way on', async () => {
    for (const { name, title } of library()) {
      const { status, text } = await open(docsAddress(name));
      expect({ name, status }).toEqual({ name, status: 200 });
      expect(text).toContain(`<a href="${docsAddress(name)}" aria-current="page">`);
      expect(text).toContain(`<title>${title.replaceAll("'", '&#39;')} – Surety</title>`);
    }
    expect((await open('/docs/none')).status).toBe(404);
  });

  test('the frame is Welsh where it is asked for, and says that the text is not', async () => {
    const { text } = await open('/docs/errors?lang=cy');
    expect(text).toContain('<html lang="cy">');
    expect(text).toContain('<article lang="en">');
    expect(text).toContain('Chwilio');
  });

  test('what was searched for is shown as text', async () => {
    const { text } = await open('/docs/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E%20claim');
    expect(text).not.toContain('<script>alert');
    expect((await open('/docs/search?q=nhs_number')).text).toContain('href="/docs/levels-and-claims');
  });
});
