import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import { specimensPage } from './specimens-page.js';

let server: Server;
let url = '';
const outer = mkdtempSync(join(tmpdir(), 'specimens-'));
const folder = join(outer, '.cache', 'specimens');

beforeAll(async () => {
  server = createServer(express().use(specimensPage(folder))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(outer, { recursive: true });
});

test('before any were made, the page says how to make them', async () => {
  const answer = await fetch(`${url}/specimens`);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('npm run specimens');
});

test('those made while the server runs are listed, with their text escaped, and can be saved', async () => {
  mkdirSync(join(folder, 'made'), { recursive: true });
  writeFileSync(join(folder, 'a-passport.jpg'), 'picture');
  writeFileSync(join(folder, 'made', 'aabb'), 'kept between runs');
  writeFileSync(join(outer, 'secrets.json'), 'secret');
  writeFileSync(
    join(folder, 'specimens.json'),
    JSON.stringify([{ file: 'a-passport.jpg', about: 'Passport of <b>A</b>' }]),
  );
  const text = await (await fetch(`${url}/specimens`)).text();
  expect(text).toContain('href="/specimens/a-passport.jpg"');
  expect(text).toContain('&lt;b&gt;A');
  const file = await fetch(`${url}/specimens/a-passport.jpg`);
  expect(file.headers.get('content-type')).toBe('image/jpeg');
  expect(await file.text()).toBe('picture');
});

test.each(['made', 'made%2Faabb', 'made/aabb', 'specimens.json', '..%2F..%2Fsecrets.json', 'missing.jpg'])(
  'what the list does not name is not served: %s',
  async (name) => {
    expect((await fetch(`${url}/specimens/${name}`)).status).toBe(404);
  },
);
