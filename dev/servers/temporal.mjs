import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { startChild } from './child.mjs';
import { findTemporal } from './find-temporal.mjs';
import { freePort, listening } from './ports.mjs';

/**
 * Starts Temporal's development server on the loopback interface.
 * @param {{ dbFile?: string, port?: number, uiPort?: number, logFile?: string }} [options] without a file nothing is
 *   kept; without a UI port there is no web page
 * @returns {Promise<import('./child.mjs').Child & { address: string, port: number }>}
 */
export async function startTemporal({ dbFile, port, uiPort, logFile } = {}) {
  const program = await findTemporal();
  const chosen = port ?? (await freePort());
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(chosen), '--log-level', 'warn'];
  if (dbFile) {
    mkdirSync(dirname(dbFile), { recursive: true });
    args.push('--db-filename', dbFile);
  }
  args.push(...(uiPort ? ['--ui-port', String(uiPort), '--ui-disable-news-fetch'] : ['--headless']));
  const child = startChild(program, args, { logFile });
  await listening(chosen, child, { name: 'Temporal', logFile });
  return { ...child, address: `127.0.0.1:${chosen}`, port: chosen };
}
