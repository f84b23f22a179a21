import { createCheckActivities } from '../activities/checks/activities.js';
import { testPeopleOf } from '../activities/sandbox/test-people.js';
import { openPrintReader } from '../evidence/document/print-reader.js';
import { loadFaceEngine } from '../evidence/face/engine.js';
import { openDecoder } from '../evidence/image/decoder.js';
import { loadMrzReader } from '../evidence/mrz/read-mrz.js';
import { openConfig } from '../platform/config.js';
import { lastWords } from '../platform/last-words.js';
import { createLookup } from '../platform/lookup.js';
import { createSealer } from '../platform/sealing.js';
import { forgetSecrets } from '../platform/secret-settings.js';
import { startTracing } from '../platform/start-tracing.js';
import { openStore } from '../store/database.js';
import { taskQueues } from '../workflows/task-queues.js';
import { runWorker, workerLog } from './run.js';

/** The worker of the `checks` queue: reads documents and compares faces. One check at a time: its networks use one core each. */
const config = await openConfig(process.env, 'checks');
const log = workerLog('checks', config.logLevel);
lastWords(log);
forgetSecrets(process.env);
const store = await openStore(
  config,
  createSealer(config.sealingKey),
  createLookup(config.lookupKey, config.environment),
);
await store.environment.keepTo(config.environment, 'checks', new Date());
const stopTracing = await startTracing(config, 'checks', log);
await store.schema.awaited(log);
await store.sealingKeys.keepTo('checks', new Date());
const decoder = openDecoder();
const print = openPrintReader();
const [faces, mrz] = await Promise.all([loadFaceEngine(), loadMrzReader()]);

await runWorker({
  name: 'checks',
  config,
  store,
  log,
  worker: {
    taskQueue: taskQueues.checks,
    maxConcurrentActivityTaskExecutions: 1,
    activities: createCheckActivities({
      ...{ store, decoder, faces, mrz, print },
      testPeople: testPeopleOf(config.environment, store),
    }),
  },
  close: async () => {
    decoder.close();
    await print.close();
    await store.close();
    await stopTracing();
  },
});
