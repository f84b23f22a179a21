import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { drainable } from './drain.js';

let stop: (() => void) | undefined;
afterEach(() => stop?.());

/** A server that answers when it is told to. */
async function serving() {
  const asked: ServerResponse[] = [];
  const server = createServer((req, res) => {
    if (req.url === '/now') return void res.end('now');
    asked.push(res);
  });
  const drain = drainable(server);
  server.listen(0);
  await once(server, 'listening');
  stop = () => server.closeAllConnections();
  const { port } = server.address() as AddressInfo;
  return { asked, drain, port };
}

/** A connection that is kept open, as proxies keep theirs, and all that came back on it. */
async function connection(port: number) {
  const socket = connect(port, 'localhost');
  await once(socket, 'connect');
  let text = '';
  socket.on('data', (data) => {
    text += String(data);
  });
  const ended = once(socket, 'close');
  const ask = (path: string) => socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  const answers = async (wanted: string) => {
    while (!text.includes(wanted)) await once(socket, 'data');
  };
  return { ask, answers, ended, text: () => text };
}

describe('A server that is asked to stop', () => {
  test('answers what was asked before, closes that connection behind it, and takes no other', async () => {
    const { asked, drain, port } = await serving();
    const [busy, idle] = [await connection(port), await connection(port)];
    idle.ask('/now');
    await idle.answers('now');
    busy.ask('/slow');
    while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const drained = drain(60_000);
    await idle.ended;
    await expect(connection(port)).rejects.toThrow('ECONNREFUSED');
    asked[0]?.end('answered all the same');
    await busy.ended;
    expect(busy.text()).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*Connection: close[\s\S]*answered all the same/);
    await drained;
  });

  test('does not wait for ever', async () => {
    const { asked, drain, port } = await serving();
    const busy = await connection(port);
    busy.ask('/slow');
    while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await drain(10);
    await busy.ended;
    expect(busy.text()).toBe('');
  });
});
