import { setTimeout } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { startMongo } from './mongo.mjs';

/**
 * The development database, started again on its folder and port when it no longer answers. It has been seen to stop
 * for good, once in some twenty runs of all tests: a statement of a transaction that waits for another transaction
 * holds what that one needs to commit. Whoever waits then gets an error, and can try again.
 * @param {{ dataDir: string, patienceMs?: number }} options an answer takes milliseconds, and seconds where everything else is busy
 * @returns {Promise<{ uri: string, pid: () => number, kill: () => Promise<void> }>}
 */
export async function startWatchedMongo({ dataDir, patienceMs = 15_000 }) {
  let database = await startMongo({ dataDir });
  const { uri, port } = database;
  const over = new AbortController();
  const watching = (async () => {
    for (let silent = 0; !over.signal.aborted; ) {
      await setTimeout(patienceMs / 3, undefined, { signal: over.signal, ref: false }).catch(() => {});
      silent = (await answers(uri, patienceMs)) ? 0 : silent + 1;
      if (silent < 2 || over.signal.aborted) continue;
      console.error('The development database does not answer any more, and is started again.');
      await database.kill();
      database = await startMongo({ dataDir, port });
      silent = 0;
    }
  })();
  return {
    uri,
    pid: () => database.pid,
    kill: async () => {
      over.abort();
      await Promise.race([watching, setTimeout(patienceMs, undefined, { ref: false })]);
      await database.kill();
    },
  };
}

/**
 * Whether a transaction can be made: a ping is answered even when nothing else is.
 * @param {string} uri
 * @param {number} patienceMs
 */
async function answers(uri, patienceMs) {
  const client = new MongoClient(uri, { timeoutMS: patienceMs, serverSelectionTimeoutMS: patienceMs });
  try {
    const row = client.db('watch').collection('rows');
    await client.withSession((session) =>
      session.withTransaction(() => row.updateOne({}, { $inc: { times: 1 } }, { upsert: true, session })),
    );
    return true;
  } catch {
    return false;
  } finally {
    await Promise.race([client.close(true), setTimeout(1_000, undefined, { ref: false })]);
  }
}
