import { randomInt } from 'node:crypto';
import { createConnection, createServer } from 'node:net';
import { logTail } from './log-tail.mjs';

/**
 * @returns {Promise<number>} a port that nothing uses now; of those that systems do not give to outgoing connections, so that it is
 * still free when its server starts
 */
export async function freePort() {
  for (;;) {
    const port = randomInt(10_000, 32_000);
    if (await canListen(port)) return port;
  }
}

/** @param {number} port */
function canListen(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}

/**
 * @param {number} port
 * @returns {Promise<boolean>} whether somebody listens there
 */
export function isBusy(port) {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: 'localhost' });
    const answer = (/** @type {boolean} */ busy) => {
      socket.destroy();
      resolve(busy);
    };
    socket.setTimeout(1000, () => answer(false));
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}

/**
 * Waits until a port is listened on.
 * @param {number} port
 * @param {{ running: () => boolean }} server whose end ends the waiting
 * @param {{ name: string, logFile?: string }} about for the error
 * @param {number} seconds
 */
export async function listening(port, server, { name, logFile }, seconds = 60) {
  const end = Date.now() + seconds * 1000;
  while (!(await isBusy(port))) {
    if (!server.running()) throw new Error(`${name} ended as soon as it was started. ${logTail(logFile)}`);
    if (Date.now() > end)
      throw new Error(`${name} did not listen on port ${port} within ${seconds} s. ${logTail(logFile)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
