import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import { createAdmission } from './admission.js';
import { measurePressure, mostUnderWay } from './pressure.js';
import { waitingRoom } from './waiting-room.js';

let server: Server;
let url: string;
let reading = 0;
const real = measurePressure();
const begun = new Set<() => void>();
const pressure = { ...real, read: () => reading };
let admission = createAdmission(pressure);

beforeAll(async () => {
  const app = express();
  app.use((req, res, next) => waitingRoom({ admission, pages: { waiting: async () => 'wait' } })(req, res, next));
  app.use((_req, res) => void res.send('let in'));
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  for (const end of begun) end();
  begun.clear();
  reading = 0;
  admission = createAdmission(pressure);
});

const ask = async (path: string, method = 'GET') => {
  const answer = await fetch(url + path, { method });
  return { status: answer.status, again: answer.headers.get('retry-after'), text: await answer.text() };
};
/** How many of a hundred newcomers are let in. */
const letIn = async () => {
  let count = 0;
  for (let i = 0; i < 100; i += 1) if ((await ask('/authorize?client_id=a')).text === 'let in') count += 1;
  return count;
};
const adapt = (rounds: number, to: number) => {
  reading = to;
  for (let i = 0; i < rounds; i += 1) admission.adapt();
};

describe('The waiting room', () => {
  test('lets everybody in while there is not too much to do', async () => {
    adapt(10, 0.9);
    expect(await letIn()).toBe(100);
  });

  test('tells who comes anew to wait, and answers who has begun', async () => {
    adapt(100, 3);
    expect(await letIn()).toBeLessThan(5);
    const page = await ask('/authorize?client_id=a');
    expect(page).toMatchObject({ status: 503, text: 'wait' });
    expect(Number(page.again)).toBeGreaterThanOrEqual(10);
    const pushed = await ask('/par', 'POST');
    expect(pushed.status).toBe(503);
    expect(JSON.parse(pushed.text)).toMatchObject({ error: 'temporarily_unavailable' });
    for (const path of [
      '/authorize/an-id-of-theirs',
      '/interaction/a/password',
      '/partner/v1/verifications/a',
      '/jwks',
    ])
      expect(await ask(path)).toMatchObject({ status: 200, text: 'let in' });
    expect(await ask('/token', 'POST')).toMatchObject({ status: 200, text: 'let in' });
  });

  test('is not got round by another spelling that the provider takes for the same', async () => {
    adapt(100, 3);
    while (admission.admits(Date.now()));
    for (const path of [
      '/AUTHORIZE',
      '/authorize/',
      '/Authorize/?client_id=a',
      '/authorize?request_uri=https://rp.example/1',
    ])
      expect([path, (await ask(path)).status]).toEqual([path, 503]);
    expect((await ask('/authorize?client_id=a', 'HEAD')).status).toBe(503);
    expect((await ask('/Par/', 'POST')).status).toBe(503);
  });

  test('asks once of whose request a partner pushed: it was let in then', async () => {
    const pushed = '/authorize?client_id=a&request_uri=urn:ietf:params:oauth:request_uri:an-id';
    admission = createAdmission(pressure, 3);
    const answers = [await ask('/par', 'POST'), await ask(pushed), await ask('/par', 'POST'), await ask(pushed)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    adapt(100, 3);
    expect((await ask(pushed)).status).toBe(200);
  });

  test('lets all in again ten seconds after it is over', async () => {
    adapt(100, 3);
    adapt(20, 0.3);
    expect(await letIn()).toBe(100);
  });

  test('takes nothing more on when too much is under way, and goes on as soon as it is not', async () => {
    for (let i = 0; i < mostUnderWay; i += 1) begun.add(real.begin());
    const poll = await ask('/partner/v1/verifications/a');
    expect(poll.status).toBe(503);
    expect(JSON.parse(poll.text)).toMatchObject({ code: 'unavailable' });
    expect(await ask('/interaction/a/password')).toMatchObject({ status: 503, text: 'wait' });
    for (const end of begun) {
      end();
      // Ended twice, it is not counted twice.
      end();
    }
    expect(real.underWay()).toBe(0);
    expect((await ask('/interaction/a/password')).status).toBe(200);
  });

  test('keeps to what the operator lets in each second, also where they come all at once after a quiet hour', async () => {
    const slow = createAdmission(pressure, 3);
    const now = Date.now();
    const admitted = (at: number) => Array.from({ length: 50 }, () => slow.admits(at)).filter(Boolean).length;
    expect(admitted(now)).toBe(3);
    expect(admitted(now)).toBe(0);
    expect(admitted(now + 1_000)).toBe(3);
    expect(admitted(now + 3_600_000)).toBe(3);
  });
});
