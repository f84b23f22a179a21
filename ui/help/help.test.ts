import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { type Reason, reasonTable } from '../../domain/journey/reasons.js';
import { type Step, steps } from '../../domain/journey/steps.js';
import type { Store } from '../../store/database.js';
import { CookieBrowser } from '../../test/support/people/cookie-browser.js';
import { openTestStore } from '../../test/support/store/open-test-store.js';
import { createCsrf } from '../http/csrf.js';
import { framing } from '../http/frame.js';
import { helpAbout } from '../http/help-link.js';
import { createLimits } from '../http/limits.js';
import { languages } from '../words/languages.js';
import { articleAddress, articles, articlesFor } from './articles.js';
import { frontMatter } from './front-matter.js';
import { helpfulRoutes, helpRoutes } from './routes.js';
import { searchHelp } from './search-index.js';
import { topics } from './topics.js';

describe('The articles', () => {
  test('are the same in both languages, each with a title and words of its own', () => {
    const [en, cy] = [articles('en'), articles('cy')];
    expect(cy.map(({ name }) => name)).toEqual(en.map(({ name }) => name));
    for (const [at, article] of en.entries()) {
      expect({ name: article.name, same: cy[at]?.html === article.html || cy[at]?.title === article.title }).toEqual({
        name: article.name,
        same: false,
      });
      expect({ name: article.name, topics: article.topics.length > 0 }).toEqual({ name: article.name, topics: true });
    }
    for (const topic of topics) expect(en.some((article) => article.topics.includes(topic))).toBe(true);
  });

  test('say something of every step of the journey and of every reason that people are told', () => {
    for (const step of Object.keys(steps) as Step[])
      expect({ step, some: articlesFor('en', step, []).length > 0 }).toEqual({ step, some: true });
    for (const reason of Object.keys(reasonTable) as Reason[])
      expect({ reason, some: articlesFor('en', undefined, [reason]).length > 0 }).toEqual({ reason, some: true });
  });

  test('come with what explains the reason first', () => {
    expect(articlesFor('en', 'document', ['photo_glare'])[0]?.name).toBe('photo-of-your-document');
    expect(articlesFor('cy', 'document', ['document_expired'])[0]?.name).toBe('which-documents');
  });

  test.each(languages)('link to what exists (%s)', (language) => {
    const known = new Set(['/help/contact', ...articles(language).map(({ name }) => articleAddress(name))]);
    for (const { name, html } of articles(language))
      for (const [, href = ''] of html.matchAll(/<a href="([^"]*)"/g))
        expect({ name, href, known: known.has(href) }).toEqual({ name, href, known: true });
  });

  test('are refused without a head', () => {
    for (const source of ['Hello', '---\ntitle x\n---\ntext', '---\ntitle: x\n'])
      expect(() => frontMatter(source)).toThrow();
  });
});

test.each([
  ['en', 'my code has not arrived', 'code-not-come'],
  ['en', 'lost my phone', 'lost-phone'],
  ['cy', 'ffôn symudol', 'no-mobile'],
] as const)('A search in %s for "%s" finds it', (language, query, name) => {
  const found = searchHelp(language, query)
    .slice(0, 3)
    .map(({ href }) => href.split('#')[0]);
  expect(found).toContain(articleAddress(name));
});

test('What help was opened about is codes and a pointer; nothing else is taken from an address', () => {
  expect(
    helpAbout({ step: 'document', reasons: 'photo_glare.no_face.photo_glare', from: '/journey/abcdefgh12' }),
  ).toEqual({
    step: 'document',
    reasons: ['photo_glare', 'no_face'],
    from: '/journey/abcdefgh12',
  });
  const strange = { step: 'constructor', reasons: '<script>.toString', from: '//evil.example/journey/abcdefgh12' };
  expect(helpAbout(strange)).toEqual({ reasons: [] });
  for (const from of ['https://evil.example', '/journey/abcdefgh12/../../x', '/journey/abcdefgh12?x=1', ['/account']])
    expect(helpAbout({ from })).toEqual({ reasons: [] });
});

describe('The pages', () => {
  let server: Server;
  let url: string;
  let store: Store;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    ({ store, drop } = await openTestStore());
    const app = express();
    server = createServer(app).listen(0, 'localhost');
    await once(server, 'listening');
    url = `http://localhost:${(server.address() as AddressInfo).port}`;
    const csrf = createCsrf(randomBytes(32), url);
    const frame = framing(csrf, false);
    app.use((req, res, next) => {
      frame(req, res);
      next();
    });
    app.use('/help', helpRoutes(), helpfulRoutes({ store }, { csrf, limits: createLimits(store) }));
  });
  afterAll(async () => {
    server.close();
    await drop();
  });

  test('lead from a step to what helps there, and back to the step', async () => {
    const browser = new CookieBrowser(url);
    const about = 'step=document&reasons=photo_glare&from=/journey/abcdefgh12';
    const home = await (await browser.request(`/help?${about}`)).text();
    const here = /href="(\/help\/photo-of-your-document\?[^"]*)"/.exec(home)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const article = await (await browser.request(here)).text();
    expect(article).toContain('A good photo of your document');
    expect(article).toContain('href="/journey/abcdefgh12"');
    expect((await browser.request('/help/no-such-article')).status).toBe(404);
    expect(await (await browser.request('/help?lang=cy')).text()).toContain('Creu cyfrif');
    expect(await (await browser.request('/help/search?q=%3Cscript%3Ealert(1)')).text()).not.toContain('<script>alert');
  });

  test('count what people say of an article once for each browser, and only from its own form', async () => {
    const browser = new CookieBrowser(url);
    const address = '/help/code-not-come';
    const page = await (await browser.request(address)).text();
    const csrf = /name="csrf" value="([^"]*)"/.exec(page)?.[1] ?? '';
    const vote = (fields: Record<string, string>, headers: Record<string, string> = { origin: url }) =>
      browser.request(`${address}/helpful`, { method: 'POST', body: new URLSearchParams(fields), headers });
    const votes = async () =>
      (await store.helpVotes.since('2026-01-01')).map(({ article, yes, no }) => [article, yes, no]);
    for (let times = 0; times < 3; times++) {
      const answer = await vote({ csrf, action: 'yes' });
      expect([answer.status, answer.headers.get('location')]).toEqual([303, `${address}?thanks=yes`]);
    }
    await vote({ csrf: 'x', action: 'no' });
    await vote({ csrf, action: 'no' }, { origin: 'https://evil.example' });
    expect(await votes()).toEqual([['code-not-come', 1, 0]]);
  });
});
