import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import { createLog } from '../../platform/log/log.js';
import { createCsrf } from './csrf.js';
import { framing } from './frame.js';
import { maintenance } from './maintenance.js';
import { errorPages } from './problem.js';

let server: Server;
let origin: string;
const csrf = createCsrf(new Uint8Array(32), 'http://localhost');
const until = new Date(Date.now() + 3_600_000);

beforeAll(async () => {
  const app = express();
  const frame = framing(csrf, false);
  app.use((req, res, next) => {
    frame(req, res);
    next();
  });
  const over = new Date(Date.now() - 1);
  app.use('/over', maintenance(over, csrf), (_req, res) => void res.send('open'));
  app.use(maintenance(until, csrf));
  app.use((_req, res) => void res.send('open'));
  app.use(errorPages(createLog({ level: 'silent', process: 'test' })));
  server = createServer(app).listen(0);
  await once(server, 'listening');
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server?.close());

test('While the operator works, every page says until when, and leads back to itself', async () => {
  const answer = await fetch(`${origin}/journey/any/name`);
  expect([answer.status, Number(answer.headers.get('retry-after')) > 3_500]).toEqual([503, true]);
  const html = await answer.text();
  expect(html).toContain(`${until.getFullYear()} at `);
  expect(html).toContain('href="/journey/any/name"');
});

test('A form sent meanwhile is held by the page, and only one of ours', async () => {
  const first = await fetch(origin);
  const cookie = first.headers.getSetCookie().map((line) => line.split(';')[0] ?? '')[0] ?? '';
  const token = csrf.token(cookie.slice(cookie.indexOf('=') + 1));
  const send = (given: string) =>
    fetch(`${origin}/journey/any/name`, {
      method: 'POST',
      headers: { cookie },
      body: new URLSearchParams({ csrf: given, givenNames: 'Zoë' }),
    });
  const held = await send(token);
  expect([held.status, await held.text()]).toEqual([503, expect.stringContaining('name="givenNames" value="Zoë"')]);
  const foreign = await send('x');
  expect([foreign.status, await foreign.text()]).toEqual([403, expect.not.stringContaining('Zoë')]);
});

test('Everything opens again by itself when the time has come', async () => {
  expect(await (await fetch(`${origin}/over/page`)).text()).toBe('open');
});
