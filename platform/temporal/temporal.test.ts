import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Runtime, Worker, type WorkflowBundle } from '@temporalio/worker';
import { createSealer } from '../keys/sealing.js';
import { createLog } from '../log/log.js';
import { requestIdActivityInterceptor } from '../request-id/interceptors.js';
import { currentRequestId, withRequestId } from '../request-id/request-id.js';
import { projectRoot } from '../root.js';
import { connectTemporal, type Temporal } from './client.js';
import { dataConverter } from './data-converter.js';
import { installTemporalRuntime } from './runtime.js';
import { keysNeededFor } from './sealed-payloads.js';
import { bundleWorkflows } from './workflow-bundle.js';

const SECRET = 'Aneirin Secretname';
const WORKFLOW = `
import { defineUpdate, proxyActivities, setHandler, condition } from '@temporalio/workflow';
const { seen, failing } = proxyActivities({ startToCloseTimeout: '10s', retry: { maximumAttempts: 1 } });
export const go = defineUpdate('go');
export async function probe(name) {
  let gone = false;
  setHandler(go, () => { gone = true; });
  const ids = [await seen(name)];
  await condition(() => gone);
  ids.push(await seen(name));
  return ids;
}
export async function failure(name) {
  await failing(name);
}
`;

/** Base64 as the text it stands for. */
function asText(_: string, value: unknown): unknown {
  return typeof value === 'string' && /^[\w+/]{16,}={0,2}$/.test(value)
    ? Buffer.from(value, 'base64').toString('latin1')
    : value;
}

let environment: TestWorkflowEnvironment;
let temporal: Temporal;
let worker: Worker;
let running: Promise<void>;
let folder: string;
let bundle: WorkflowBundle;
const [oldKey, newKey] = [new Uint8Array(randomBytes(32)), new Uint8Array(randomBytes(32))];
const logged: string[] = [];

beforeAll(async () => {
  // A test file before this one, in the same process, may have made one.
  await Runtime.instance().shutdown();
  installTemporalRuntime(
    createLog({ level: 'trace', process: 'worker', destination: { write: (line) => void logged.push(line) } }),
  );
  // Inside the project, so that the workflow finds its imports.
  await mkdir(join(projectRoot, '.cache'), { recursive: true });
  folder = await mkdtemp(join(projectRoot, '.cache', 'temporal-test-'));
  writeFileSync(join(folder, 'workflow.js'), WORKFLOW);
  const path = process.env.TEMPORAL_TEST_SERVER;
  if (!path) throw new Error('TEMPORAL_TEST_SERVER is set by the test run');
  environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
  bundle = await bundleWorkflows(join(folder, 'workflow.js'));
  await startProcesses([oldKey]);
});

/** A client and a worker with these keys. */
async function startProcesses(payloadKey: Uint8Array[]): Promise<void> {
  temporal = connectTemporal({
    temporalAddress: environment.address,
    temporalNamespace: 'default',
    temporalTls: false,
    temporalApiKey: undefined,
    payloadKey,
  });
  worker = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue: 'platform-test',
    workflowBundle: bundle,
    // Each task reads the history from its beginning, and none waits for a worker that is gone.
    maxCachedWorkflows: 0,
    dataConverter: dataConverter({ payloadKey }),
    interceptors: { activity: [requestIdActivityInterceptor] },
    activities: {
      seen: async () => currentRequestId(),
      failing: async (name: string) => {
        throw ApplicationFailure.nonRetryable(`no such person: ${name}`, 'not_found', name);
      },
    },
  });
  running = worker.run();
}

async function stopProcesses(): Promise<void> {
  worker?.shutdown();
  await running;
  await temporal?.close();
}

afterAll(async () => {
  await stopProcesses();
  await environment?.teardown();
  if (folder) await rm(folder, { recursive: true });
});

describe('Temporal', () => {
  test('passes the request id of a start, then of an update, to activities', async () => {
    const handle = await withRequestId('request-start', () =>
      temporal.client.workflow.start('probe', { taskQueue: 'platform-test', workflowId: 'probe', args: [SECRET] }),
    );
    await withRequestId('request-update', () => handle.executeUpdate('go'));
    expect(await handle.result()).toEqual(['request-start', 'request-update']);
  });

  test('starts workflows outside of any request too', async () => {
    const handle = await temporal.client.workflow.start('probe', {
      taskQueue: 'platform-test',
      workflowId: 'probe-without',
      args: [SECRET],
    });
    await handle.executeUpdate('go');
    expect(await handle.result()).toEqual([null, null]);
  });

  test('keeps arguments, results, messages and stacks of failures out of the history, yet readable to us', async () => {
    const handle = await temporal.client.workflow.start('failure', {
      taskQueue: 'platform-test',
      workflowId: 'failure',
      args: [SECRET],
    });
    await expect(handle.result()).rejects.toMatchObject({
      cause: { cause: { message: `no such person: ${SECRET}`, type: 'not_found', details: [SECRET] } },
    });
    while (!logged.join('').includes('"workflowId":"failure"')) await setTimeout(20);
    expect(logged.join('')).not.toContain(SECRET);
    const history = await temporal.client.workflowService.getWorkflowExecutionHistory({
      namespace: 'default',
      execution: { workflowId: 'failure' },
    });
    const bytes = JSON.stringify(history, asText);
    expect(bytes).toContain('binary/surety-sealed');
    expect(bytes).not.toContain(SECRET);
    expect(bytes).not.toContain('temporal.test');
  });
  test('has workflows that began under one key go on under the next, which seals from then on; without the old one they stand still', async () => {
    const options = { taskQueue: 'platform-test', workflowId: 'changed-over', args: [SECRET] };
    const begun = await temporal.client.workflow.start('probe', options);
    const seenOnce = async () =>
      (await begun.fetchHistory()).events?.some((event) => event.activityTaskCompletedEventAttributes);
    while (!(await seenOnce())) await setTimeout(20);
    await stopProcesses();
    await startProcesses([newKey, oldKey]);
    const handle = temporal.client.workflow.getHandle('changed-over');
    await handle.executeUpdate('go');
    expect(await handle.result()).toEqual([null, null]);

    const history = await handle.fetchHistory();
    expect([...keysNeededFor(history)]).toEqual([idOf(oldKey), idOf(newKey)]);
    const replay = (...payloadKey: Uint8Array[]) =>
      Worker.runReplayHistory({ workflowBundle: bundle, dataConverter: dataConverter({ payloadKey }) }, history);
    await replay(newKey, oldKey);
    await expect(replay(newKey)).rejects.toThrow('workflow task failure');
  });
});

const idOf = (key: Uint8Array) => createSealer(key).keyIds[0];
