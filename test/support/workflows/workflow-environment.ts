import { Client } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkerOptions, type WorkflowBundle } from '@temporalio/worker';
import type { CheckInput } from '../../../activities/checks/check-input.js';
import { createClosureActivities } from '../../../activities/closure/activities.js';
import { createContactChangeActivities } from '../../../activities/contact-change/activities.js';
import { createContactUpdateActivities } from '../../../activities/contact-update/activities.js';
import { createDelegationActivities } from '../../../activities/delegation/activities.js';
import { createDelegationPersonActivities } from '../../../activities/delegation/person.js';
import { createDropOffActivities } from '../../../activities/drop-off/activities.js';
import type { GpSystem } from '../../../activities/gp-system/client.js';
import { createLinkageActivities } from '../../../activities/linkage/activities.js';
import type { LogoutActivities } from '../../../activities/logout/activities.js';
import { createMessageActivities } from '../../../activities/messages/activities.js';
import { createSignInCodeActivities } from '../../../activities/messages/sign-in-code.js';
import type { Outgoing, Sent } from '../../../activities/messages/transport.js';
import { createNewsActivities } from '../../../activities/news/activities.js';
import type { PdsContactClient } from '../../../activities/pds/contacts.js';
import type { PdsFamily } from '../../../activities/pds/related-persons.js';
import { createRecoveryActivities } from '../../../activities/recovery/activities.js';
import { createRegistrationActivities } from '../../../activities/registration/activities.js';
import { createResealActivities } from '../../../activities/reseal/activities.js';
import { forcedChecks } from '../../../activities/sandbox/forced-checks.js';
import { sparingTestPeople } from '../../../activities/sandbox/spare-test-people.js';
import { testPeopleOf } from '../../../activities/sandbox/test-people.js';
import { createSigningKeyActivities } from '../../../activities/signing-keys/activities.js';
import { createStatisticsActivities } from '../../../activities/statistics/activities.js';
import { createVerificationActivities, type VerificationDeps } from '../../../activities/verification/activities.js';
import { createWebhookActivities } from '../../../activities/webhooks/activities.js';
import { day } from '../../../domain/clock.js';
import type { CheckResult } from '../../../domain/verification/check-results.js';
import { signingKeyMaker } from '../../../platform/keys/make-signing-key.js';
import { createLog } from '../../../platform/log/log.js';
import { createSafeFetch } from '../../../platform/network/safe-fetch.js';
import { parseNetworks } from '../../../platform/network/target-networks.js';
import { sandboxKey } from '../../../platform/settings/key-environment.js';
import { dataConverter } from '../../../platform/temporal/data-converter.js';
import type { Store } from '../../../store/database.js';
import { taskQueues } from '../../../workflows/task-queues.js';
import { leaveFact } from '../pictures/check-facts.js';
import { openTestStore } from '../store/open-test-store.js';
import { uncounted } from '../store/store-calls.js';
import { workflowBundle } from './workflow-bundle.js';

/** What a test may say of the outside world while it runs. */
export type Script = {
  pds: VerificationDeps['pds'];
  pdsContacts: PdsContactClient;
  gpSystem: GpSystem;
  /** The NHS numbers of a child's parents. */
  parentsOf: PdsFamily['parentsOf'];
  document: (input: CheckInput) => Promise<CheckResult>;
  face: (input: CheckInput) => Promise<CheckResult>;
  /** Tells a partner that a session is over. */
  logout: LogoutActivities['deliverLogout'];
  /** What the transports answer. */
  transport: (message: Outgoing) => Promise<Sent>;
};

export type WorkflowEnvironment = {
  env: TestWorkflowEnvironment;
  client: Client;
  store: Store;
  /** The settings by which a process of Surety finds store and server. */
  settings: NodeJS.ProcessEnv;
  script: Script;
  /** Every message handed to a transport. */
  sent: Outgoing[];
  /** Replaces the worker of the journeys by one with other workflows: it ends as one that gets SIGTERM does, then the other begins. */
  deploy: (workflows: WorkflowBundle) => Promise<void>;
  close: () => Promise<void>;
};

const silentLog = createLog({ level: 'silent', process: 'test' });

/** Recorded histories are sealed with this key, so that any later run can open them. It seals nothing else. */
const recordingKey = new Uint8Array(32).fill(7);
export const recordingConverter = dataConverter({ payloadKey: [recordingKey] });

/** A Temporal server whose clock skips ahead while nothing happens. */
function timeSkippingServer(): Promise<TestWorkflowEnvironment> {
  const path = process.env.TEMPORAL_TEST_SERVER;
  if (!path) throw new Error('TEMPORAL_TEST_SERVER is set by the test run');
  return TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } });
}

/**
 * The server that people develop with, whose clock is the real one. For tests whose Updates arrive while a task is under way: on a busy
 * machine the time-skipping server loses their ends. @param extraArgs of its command line
 */
export function localServer(extraArgs: string[] = []): Promise<TestWorkflowEnvironment> {
  const path = process.env.TEMPORAL_CLI;
  if (!path) throw new Error('TEMPORAL_CLI is set by the test run');
  return TestWorkflowEnvironment.createLocal({ server: { executable: { type: 'existing-path', path }, extraArgs } });
}

/** A Temporal server, the time-skipping one if left out, the real workflows and their real activities on a real store; outside systems are scripted. */
export async function startWorkflowEnvironment(
  server = timeSkippingServer,
  open = openTestStore,
): Promise<WorkflowEnvironment> {
  const env = await server();
  const { store, drop, env: storeSettings } = await open();
  const sent: Outgoing[] = [];
  const script: Script = {
    pds: { trace: async () => ({ kind: 'none' }) } as Script['pds'],
    parentsOf: async () => [],
    pdsContacts: { read: async () => 'restricted', write: async () => 'conflict' },
    gpSystem: { retrieve: async () => 'linkage_cannot_connect', check: async () => 'linkage_key_wrong' },
    document: async () => ({ verdict: 'good', reasons: [] }),
    face: async () => ({ verdict: 'good', reasons: [] }),
    logout: async () => 'delivered',
    transport: async () => ({ outcome: 'sent' }),
  };
  const transport = {
    send: async (message: Outgoing) => {
      sent.push(message);
      return script.transport(message);
    },
  };
  const ways = sparingTestPeople({ email: transport, sms: transport, voice: transport, letter: transport });
  const sending = { store, lookup: store.tools.lookup, transports: ways };
  const testPeople = testPeopleOf('sandbox', store);
  const forced = testPeople && forcedChecks(store, testPeople);
  const suretyUrl = 'https://surety.test';
  const safeFetch = createSafeFetch({ privateTargets: parseNetworks('127.0.0.0/8, ::1/128') });
  const common = { connection: env.nativeConnection, dataConverter: recordingConverter };
  const pds = { trace: (...asked) => script.pds.trace(...asked) } as Script['pds'];
  const ofJourneys: WorkerOptions = {
    ...common,
    taskQueue: taskQueues.journeys,
    workflowBundle: await workflowBundle(),
    // As in production: after a worker was replaced, the next one is asked this soon.
    stickyQueueScheduleToStartTimeout: '2 seconds',
    activities: {
      ...createRegistrationActivities({ store, suretyUrl }),
      ...createVerificationActivities({
        store,
        suretyUrl,
        evidenceKeptMs: 30 * day,
        testPeople,
        pds,
      }),
      ...createClosureActivities({ store, suretyUrl }),
      ...createDelegationActivities({ store, suretyUrl }),
      ...createDelegationPersonActivities({
        store,
        pds: { trace: (details) => script.pds.trace(details) },
        family: { parentsOf: (...asked) => script.parentsOf(...asked) },
      }),
      ...createContactChangeActivities({ store, suretyUrl }),
      ...createRecoveryActivities({ store, suretyUrl }),
      ...createContactUpdateActivities({
        store,
        pdsContacts: {
          read: (...asked) => script.pdsContacts.read(...asked),
          write: (...asked) => script.pdsContacts.write(...asked),
        },
      }),
      ...createLinkageActivities({
        ...{ store, pds, testPeople },
        gpSystem: {
          retrieve: (...asked) => script.gpSystem.retrieve(...asked),
          check: (...asked) => script.gpSystem.check(...asked),
        },
      }),
      ...createMessageActivities(sending),
      ...createSignInCodeActivities(sending),
      ...createWebhookActivities({ store, safeFetch }),
      ...createNewsActivities({ store, suretyUrl }),
      ...createStatisticsActivities({ store, suretyUrl }),
      ...createDropOffActivities({ store, suretyUrl, operatorEmail: 'operators@example.org' }),
      ...createResealActivities({ store, log: silentLog }),
      ...createSigningKeyActivities({ store, make: signingKeyMaker('sandbox'), everyMs: 90 * day, log: silentLog }),
      deliverLogout: (ended: Parameters<LogoutActivities['deliverLogout']>[0]) => script.logout(ended),
    },
  };
  let journeys = await Worker.create(ofJourneys);
  const checks = await Worker.create({
    ...common,
    taskQueue: taskQueues.checks,
    activities: {
      checkDocument: async (input: CheckInput) => {
        const said = await forced?.document(input);
        if (said) return said;
        const result = await script.document(input);
        await leaveFact(store, 'document-reading', input, result);
        return result;
      },
      checkFace: async (input: CheckInput) => {
        const said = await forced?.face(input);
        if (said) return said;
        const result = await script.face(input);
        await leaveFact(store, 'face-result', input, result);
        return result;
      },
    },
  });
  let journeysRun = journeys.run();
  const checksRun = checks.run();
  return {
    env,
    client: new Client({ connection: env.connection, dataConverter: recordingConverter }),
    store,
    settings: {
      ...storeSettings,
      TEMPORAL_ADDRESS: env.address,
      PAYLOAD_KEY: sandboxKey.prefix + Buffer.from(recordingKey).toString('base64'),
    },
    script,
    sent,
    deploy: async (workflowBundle) => {
      journeys.shutdown();
      await journeysRun;
      journeys = await Worker.create({ ...ofJourneys, workflowBundle });
      journeysRun = journeys.run();
    },
    close: async () => {
      journeys.shutdown();
      checks.shutdown();
      await Promise.all([journeysRun, checksRun]);
      await drop();
      await env.teardown();
    },
  };
}

/** Waits (in real time) until a probe gives something. */
export async function eventually<T>(probe: () => Promise<T | undefined | false | null>): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await uncounted(probe);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it never came about');
}
