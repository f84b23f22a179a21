import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { createLog } from '../../platform/log/log.js';
import { answerInTime } from './answer-in-time.js';
import { problems } from './problem.js';

let goOn = () => {};
const logged: string[] = [];
const server = createServer();
let url: string;
beforeAll(async () => {
  const app = express();
  app.use(answerInTime(100));
  const pages = express.Router();
  pages.get('/never', async (_req, res) => {
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
    res.redirect('/next');
  });
  pages.get('/long', async (_req, res) => {
    res.write('begun ');
    setTimeout(() => res.end('and ended'), 200);
  });
  app.use('/pages', pages, (_req, res) => res.send('somebody else answers'));
  app.use(
    problems(createLog({ level: 'info', process: 'test', destination: { write: (line) => void logged.push(line) } })),
  );
  server.on('request', app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/pages`;
});
afterAll(() => void server.close());

describe('A request whose handler waits for ever', () => {
  test('is answered as an outage is, and what the handler says later harms nobody', async () => {
    const answer = await fetch(`${url}/never`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
    expect(await answer.json()).toMatchObject({ code: 'answer_took_too_long' });
    goOn();
    expect(await (await fetch(`${url}/long`)).text()).toBe('begun and ended');
  });
});
