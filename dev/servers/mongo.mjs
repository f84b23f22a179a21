import { mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { MongoClient } from 'mongodb';
import { startChild } from './child.mjs';
import { findMongo } from './find-mongo.mjs';
import { freePort, listening } from './ports.mjs';

/**
 * Starts the development database on the loopback interface: a single-node replica set, since transactions need one.
 * @param {{ dataDir: string, port?: number, logFile?: string }} options an existing folder is opened as it was left
 * @returns {Promise<import('./child.mjs').Child & { uri: string, port: number }>}
 */
export async function startMongo({ dataDir, port, logFile }) {
  const program = await findMongo();
  const chosen = port ?? (await freePort());
  mkdirSync(dataDir, { recursive: true });
  const real = !basename(program).startsWith('secantusd');
  const place = ['--port', String(chosen)];
  // What an idle connection has read cannot leave its cache, so that it is larger than what a test run fills.
  const args = real
    ? [...place, '--bind_ip', '127.0.0.1', '--dbpath', dataDir, '--replSet', 'surety']
    : [...place, '--host', '127.0.0.1', '--storage-path', dataDir, '--cache-size', '2G', '--log-level', 'WARNING'];
  const child = startChild(program, args, { logFile });
  await listening(chosen, child, { name: 'The database', logFile });
  const uri = `mongodb://127.0.0.1:${chosen}/?directConnection=true`;
  if (real) await initiate(uri, chosen);
  return { ...child, uri, port: chosen };
}

/**
 * @param {string} uri
 * @param {number} port
 */
async function initiate(uri, port) {
  const client = await new MongoClient(uri).connect();
  const admin = client.db('admin');
  const config = { _id: 'surety', members: [{ _id: 0, host: `127.0.0.1:${port}` }] };
  await admin.command({ replSetInitiate: config }).catch((/** @type {{ codeName?: string }} */ error) => {
    if (error.codeName !== 'AlreadyInitialized') throw error;
  });
  while (!(await admin.command({ hello: 1 })).isWritablePrimary)
    await new Promise((resolve) => setTimeout(resolve, 50));
  await client.close();
}
