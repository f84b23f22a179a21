import { EventEmitter, once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A connection between two parts that can be made slow or cut. */
export interface TcpProxy {
  /** From now on each piece of data comes so many milliseconds late, in both directions. */
  slow(ms: number): void;
  /** Every connection breaks, and new ones do as soon as they are made. */
  cut(): void;
  /** Nothing passes, and nobody is told: connections stay, new ones are made, and what is written to them waits until they are mended. */
  silence(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Listens on a port of the loopback interface and passes everything on to another one. */
export async function startTcpProxy(port: number, to: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let late = 0;
  let isCut = false;
  const heard = new EventEmitter().setMaxListeners(0);
  let isSilent = false;
  const keep = (socket: Socket, other: () => Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => {
      sockets.delete(socket);
      other().destroy();
    });
    // One piece after the other: what is late must not overtake what was later.
    let passed = Promise.resolve();
    socket.on('data', (piece) => {
      socket.pause();
      passed = passed.then(async () => {
        if (late > 0) await sleep(late);
        if (isSilent) await once(heard, 'again');
        if (!other().write(piece)) await Promise.race([once(other(), 'drain'), once(other(), 'close')]);
        socket.resume();
      });
      passed.catch(() => socket.destroy());
    });
    socket.once('end', () => {
      passed.then(() => other().end()).catch(() => other().destroy());
    });
  };
  const server = createServer({ allowHalfOpen: true }, (near) => {
    if (isCut) return void near.destroy();
    const far = connect({ port: to, host: '127.0.0.1', allowHalfOpen: true });
    keep(near, () => far);
    keep(far, () => near);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    slow: (ms) => {
      late = ms;
    },
    cut: () => {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    silence: () => {
      isSilent = true;
    },
    mend: () => {
      late = 0;
      isCut = false;
      isSilent = false;
      heard.emit('again');
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
