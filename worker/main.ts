import { createClosureActivities } from '../activities/closure/activities.js';
import { createContactChangeActivities } from '../activities/contact-change/activities.js';
import { createContactUpdateActivities } from '../activities/contact-update/activities.js';
import { createDelegationActivities } from '../activities/delegation/activities.js';
import { createDelegationPersonActivities } from '../activities/delegation/person.js';
import { createDropOffActivities } from '../activities/drop-off/activities.js';
import { createGpSystem } from '../activities/gp-system/client.js';
import { createInsightActivities } from '../activities/insight/activities.js';
import { createLinkageActivities } from '../activities/linkage/activities.js';
import { createLogoutActivities } from '../activities/logout/activities.js';
import { createMessageActivities } from '../activities/messages/activities.js';
import { createSignInCodeActivities } from '../activities/messages/sign-in-code.js';
import { transports } from '../activities/messages/transports.js';
import { createNewsActivities } from '../activities/news/activities.js';
import { createPdsClient } from '../activities/pds/client.js';
import { createPdsContacts } from '../activities/pds/contacts.js';
import { createPdsFamily } from '../activities/pds/related-persons.js';
import { createRecoveryActivities } from '../activities/recovery/activities.js';
import { createRegistrationActivities } from '../activities/registration/activities.js';
import { createResealActivities } from '../activities/reseal/activities.js';
import { sparingTestPeople } from '../activities/sandbox/spare-test-people.js';
import { testPeopleOf } from '../activities/sandbox/test-people.js';
import { createSigningKeyActivities } from '../activities/signing-keys/activities.js';
import { createStatisticsActivities } from '../activities/statistics/activities.js';
import { createVerificationActivities } from '../activities/verification/activities.js';
import { createWebhookActivities } from '../activities/webhooks/activities.js';
import { day, minute } from '../domain/clock.js';
import { keepDoing } from '../platform/keep-doing.js';
import { signingKeyMaker } from '../platform/keys/make-signing-key.js';
import { createSafeFetch } from '../platform/network/safe-fetch.js';
import { connectTemporal } from '../platform/temporal/client.js';
import { openProcess } from '../store/open-process.js';
import { taskQueues } from '../workflows/task-queues.js';
import { keepVerifyingAudit } from './keep-verifying-audit.js';
import { runWorker, workflowBundle } from './run.js';
import { keepSchedules } from './schedules.js';

/** The worker of the `journeys` queue: workflows and light activities. */
const { config, log, store, stopTracing } = await openProcess('worker');
const { suretyUrl, privateTargets, environment } = config;
const makeSigningKey = signingKeyMaker(environment);
await store.signingKeys.takeIn(config.signingKeys?.keys ?? [], makeSigningKey, new Date());
const { keys, stop: stopReadingKeys } = await store.signingKeys.keepReading(log);
const safeFetch = createSafeFetch({ privateTargets });
const pdsContacts = createPdsContacts({ ...config, issuer: suretyUrl, signer: () => keys.signer('RS512') });
const { gpSystemUrl, gpSystemSecret } = config;
const gpSystem =
  gpSystemUrl && gpSystemSecret ? createGpSystem({ url: gpSystemUrl, secret: gpSystemSecret }) : undefined;
const pds = createPdsClient(config);
const testPeople = testPeopleOf(environment, store);
const ways = transports(config);
const { lookup } = store.tools;
const sending = { store, lookup, transports: environment === 'sandbox' ? sparingTestPeople(ways) : ways };

const stopNotes = store.journeyNotes.keepWriting(log);
const temporal = connectTemporal(config);
const stopScheduling = keepDoing(() => keepSchedules(temporal.client), {
  everyMs: 10 * minute,
  log,
  failure: 'schedules are not as they should be yet',
});

const stopVerifying = keepVerifyingAudit({ store, log });

await runWorker({
  name: 'worker',
  config,
  store,
  log,
  worker: {
    taskQueue: taskQueues.journeys,
    workflowBundle: await workflowBundle(),
    activities: {
      ...createRegistrationActivities({ store, suretyUrl }),
      ...createVerificationActivities({
        store,
        suretyUrl,
        evidenceKeptMs: config.evidenceDays * day,
        pds,
        testPeople,
      }),
      ...createClosureActivities({ store, suretyUrl }),
      ...createContactChangeActivities({ store, suretyUrl }),
      ...createRecoveryActivities({ store, suretyUrl }),
      ...createContactUpdateActivities({ store, pdsContacts }),
      ...createLinkageActivities({ store, pds, gpSystem, testPeople }),
      ...createDelegationActivities({ store, suretyUrl }),
      ...createDelegationPersonActivities({ store, pds, family: createPdsFamily(config) }),
      ...createInsightActivities({ store }),
      ...createMessageActivities(sending),
      ...createSignInCodeActivities(sending),
      ...createWebhookActivities({ store, safeFetch }),
      ...createNewsActivities({ store, suretyUrl }),
      ...createStatisticsActivities({ store, suretyUrl }),
      ...createDropOffActivities({ store, suretyUrl, operatorEmail: config.operatorEmail, log }),
      ...createLogoutActivities({ store, issuer: suretyUrl, keys, safeFetch }),
      ...createResealActivities({ store, log }),
      ...createSigningKeyActivities({ store, make: makeSigningKey, everyMs: config.signingKeyDays * day, log }),
    },
  },
  close: async () => {
    await stopNotes();
    await stopScheduling();
    await stopReadingKeys();
    await stopVerifying();
    await temporal.close();
    await store.close();
    await stopTracing();
  },
});
