import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startMongo } from '../../dev/servers/mongo.mjs';
import { keptSecrets } from '../../dev/up/secrets.js';
import { developmentSettings } from '../../dev/up/settings.js';
import { createLookup } from '../../platform/keys/lookup.js';
import { createSealer } from '../../platform/keys/sealing.js';
import { projectRoot } from '../../platform/root.js';
import { loadConfig } from '../../platform/settings/config.js';
import { openStore } from '../../store/database.js';
import { addRows, openRows } from './rows.js';

/** A database that holds so many accounts, each with a verification, and the keys that it was filled under. */
export interface Filled {
  databaseDir: string;
  secretsFile: string;
  /** Some of the verifications, from all over. */
  verificationIds: string[];
}

/** Rows written by one command. */
const batch = 5_000;

/**
 * A database below `.cache/bench`, filled once: later runs find it. All rows come first and all indexes then, as when a backup is brought
 * back: with the indexes there, each row costs several times as much. Who is interrupted goes on where it was.
 */
export async function filledDatabase(accounts: number, partnerId: string): Promise<Filled> {
  const folder = join(projectRoot, '.cache', 'bench', `accounts-${accounts}`);
  const filled = { databaseDir: join(folder, 'database'), secretsFile: join(folder, 'secrets.json') };
  const done = join(folder, 'verifications.json');
  if (existsSync(done)) return { ...filled, verificationIds: JSON.parse(readFileSync(done, 'utf8')) as string[] };

  const began = Date.now();
  const tell = (text: string) =>
    console.error(`${accounts} accounts: ${text} (${Math.round((Date.now() - began) / 1_000)} s)`);
  const database = await startMongo({ dataDir: filled.databaseDir });
  const nowhere = 'http://localhost:9';
  const place = { suretyUrl: nowhere, devUrl: nowhere, smtpUrl: 'smtp://localhost:9', temporalAddress: 'localhost:9' };
  const secrets = keptSecrets(filled.secretsFile);
  // The development database looks through the writes that might be tried again, at each one more.
  const mongodbUri = `${database.uri}&retryWrites=false`;
  const config = loadConfig(developmentSettings(secrets, { ...place, mongodbUri, partnersFile: done }), 'worker');
  const sealer = createSealer(config.sealingKey);
  const rows = await openRows(config);
  let there = await rows.count();
  while (there < accounts) {
    await addRows(rows, sealer, partnerId, Math.min(batch, accounts - there));
    there = await rows.count();
    if (there % (10 * batch) === 0) tell(`${there} rows`);
  }
  const verificationIds = await rows.sampleIds(Math.min(2_000, accounts));
  await rows.close();
  tell('indexes');
  const store = await openStore(config, sealer, createLookup(config.lookupKey, config.environment));
  await store.schema.migrate();
  await store.close();
  await database.stop(60_000);
  writeFileSync(done, JSON.stringify(verificationIds));
  tell('filled');
  return { ...filled, verificationIds };
}
