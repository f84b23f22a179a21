import { createCheckActivities } from '../activities/checks/activities.js';
import { testPeopleOf } from '../activities/sandbox/test-people.js';
import { openPrintReader } from '../evidence/document/print-reader.js';
import { loadFaceEngine } from '../evidence/face/engine.js';
import { openDecoder } from '../evidence/image/decoder.js';
import { loadMrzReader } from '../evidence/mrz/read-mrz.js';
import { openProcess } from '../store/open-process.js';
import { taskQueues } from '../workflows/task-queues.js';
import { runWorker } from './run.js';

/** The worker of the `checks` queue: reads documents and compares faces. One check at a time: its networks use one core each. */
const { config, log, store, stopTracing } = await openProcess('checks');
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
