import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './servers/find-chromium.mjs';
import { findTemporal, findTemporalTestServer } from './servers/find-temporal.mjs';
import { startWatchedMongo } from './servers/watched-mongo.mjs';

/**
 * Before all tests: one database for the whole run (each test file takes a database name of its own), a folder for
 * what test files make once for all, and the places of the programs that tests start themselves, in the environment
 * that the test workers inherit.
 */
export default async function setup() {
  process.env.TEMPORAL_TEST_SERVER = await findTemporalTestServer();
  process.env.TEMPORAL_CLI = await findTemporal();
  process.env.CHROMIUM_PATH = await findChromium();
  const folder = mkdtempSync(join(tmpdir(), 'surety-test-'));
  process.env.TEST_RUN_FOLDER = folder;
  const database = process.env.MONGODB_URI ? undefined : await startWatchedMongo({ dataDir: join(folder, 'database') });
  // The development database looks through the thousands of writes that might be tried again, at each one more; here none is.
  if (database) process.env.MONGODB_URI = `${database.uri}&retryWrites=false`;
  Object.assign(globalThis, { testRun: { database, folder } });
}
