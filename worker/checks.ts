import { createCheckActivities } from '../activities/checks/activities.js';
import { testPeopleOf } from '../activities/sandbox/test-people.js';
import { openPrintReader } from '../evidence/document/print-reader.js';
import { loadFaceEngine } from '../evidence/face/engine.js';
import { openDecoder } from '../evidence/image/decoder.js';
import { loadMrzReader } from '../evidence/mrz/read-mrz.js';
import { openConfig } from '../platform/config.js';
import { lastWords } from '../platform/last-words.js';
import { forgetSecrets } from '../platform/secret-settings.js';
import { startTracing } from '../platform/start-tracing.js';
import { openForProcess } from '../store/open-for-process.js';
import { taskQueues } from '../workflows/task-queues.js';
import { runWorker, workerLog } from './run.js';

/** The worker of the `checks` queue: reads documents and compares faces. One check at a time: its networks use one core each. */
const config = await openConfig(process.env, 'checks');
const log = workerLog('checks', config.logLevel);
lastWords(log);
forgetSecrets(process.env);
const stopTracing = await startTracing(config, 'checks', log);
const store = await openForProcess('checks', config, log);
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
