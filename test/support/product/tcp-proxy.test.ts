import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freePort } from '../../../dev/servers/ports.mjs';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';

let echo: Server;
let proxy: TcpProxy;
let port: number;
beforeAll(async () => {
  const [to, through] = await Promise.all([freePort(), freePort()]);
  echo = createServer((socket) => socket.pipe(socket).on('error', () => {})).listen(to, '127.0.0.1');
  await once(echo, 'listening');
  proxy = await startTcpProxy(through, to);
  port = through;
});
afterAll(async () => {
  await proxy.close();
  echo.close();
});

const open = async (): Promise<Socket> => {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
};
/** Sends bytes and resolves with as many that came back. */
const echoed = async (socket: Socket, bytes: Buffer): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  let length = 0;
  const all = new Promise<void>((resolve) => {
    socket.on('data', (piece: Buffer) => {
      pieces.push(piece);
      length += piece.length;
      if (length >= bytes.length) resolve();
    });
  });
  socket.write(bytes);
  await all;
  return Buffer.concat(pieces);
};

describe('A connection that goes through the proxy', () => {
  test('passes everything on in its order, slow or not', async () => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
    expect((await echoed(await open(), bytes)).equals(bytes)).toBe(true);
    proxy.slow(5);
    expect((await echoed(await open(), bytes)).equals(bytes)).toBe(true);
    proxy.mend();
  });

  test('breaks when it is cut, as do new ones, until it is mended', async () => {
    const socket = await open();
    proxy.cut();
    await once(socket, 'close');
    const another = connect(port, '127.0.0.1').on('error', () => {});
    await once(another, 'close');
    proxy.mend();
    expect((await echoed(await open(), Buffer.from('again'))).toString()).toBe('again');
  });
});
