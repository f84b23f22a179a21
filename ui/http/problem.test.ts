import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { Unavailable } from '../../platform/errors.js';
import { createLog } from '../../platform/log/log.js';
import { createCsrf } from './csrf.js';
import { framing } from './frame.js';
import { mountPages } from './pages.js';
import { errorPages } from './problem.js';

let server: Server;
let url: string;
const csrf = createCsrf(new Uint8Array(32), 'http://localhost');

beforeAll(async () => {
  const app = express();
  const frame = framing(csrf, false);
  app.use((req, res, next) => {
    frame(req, res);
    next();
  });
  const family = { route: '/a', load: async () => ({}), base: () => '/a' };
  const down = () => Promise.reject(new Unavailable('database_down'));
  const pages = [{ path: 'name', open: () => true, show: () => ({ page: 'problem' }), submit: down }];
  mountPages(app, family, pages, { csrf, limits: { visit: async () => {} } as never });
  app.use(errorPages(createLog({ level: 'silent', process: 'test' })));
  server = createServer(app).listen(0);
  await once(server, 'listening');
  url = `http://localhost:${(server.address() as AddressInfo).port}/a/name`;
});
afterAll(() => void server?.close());

/** Posts a form as the browser with the cookie that a first visit gave it. */
async function post(fields: Record<string, string>, token?: string) {
  const first = await fetch(`${url}?again`, { method: 'POST' });
  const cookie = first.headers.getSetCookie().map((line) => line.split(';')[0] ?? '')[0] ?? '';
  const browser = cookie.slice(cookie.indexOf('=') + 1);
  const body = new URLSearchParams({ csrf: token ?? csrf.token(browser), ...fields });
  const response = await fetch(url, { method: 'POST', body, headers: { cookie, accept: 'text/html' } });
  return { response, html: await response.text() };
}

describe('A form that came while something was down', () => {
  test('is kept by the page, whose button sends it again', async () => {
    const { response, html } = await post({ nonce: 'n1', familyName: `O'Brien "the <b>` });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('30');
    expect(html).toContain('<form method="post" action="/a/name"');
    expect(html).toContain('name="nonce" value="n1"');
    expect(html).toContain('name="familyName" value="O&#39;Brien &quot;the &lt;b&gt;"');
  });

  test('is not kept where it held a password', async () => {
    const { response, html } = await post({ nonce: 'n1', password: 'seven green bottles' });
    expect([response.status, html.includes('seven green')]).toEqual([503, false]);
    expect(html).toContain('Go to your Surety account');
  });

  test('is refused, and not shown again, when another site posted it', async () => {
    const { response, html } = await post({ familyName: 'Mallory' }, 'wrong');
    expect([response.status, html.includes('Mallory')]).toEqual([403, false]);
  });
});
