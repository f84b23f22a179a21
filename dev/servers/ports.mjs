import { createConnection, createServer } from 'node:net';
import { logTail } from './log-tail.mjs';

/** @returns {Promise<number>} a port of the loopback interface that nothing uses now */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
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
