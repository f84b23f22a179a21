import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import proto from '@temporalio/proto';
import { Worker, type WorkflowBundle } from '@temporalio/worker';
import { workflowBundle } from '../support/workflows/workflow-bundle.js';
import { recordingConverter, startWorkflowEnvironment } from '../support/workflows/workflow-environment.js';
import { historiesFolder, recordHistories } from './record.js';

let bundle: WorkflowBundle;
beforeAll(async () => {
  const { RECORD_HISTORIES: which } = process.env;
  if (which) {
    const at = await startWorkflowEnvironment();
    await recordHistories(at, which).finally(() => at.close());
  }
  bundle = await workflowBundle();
}, 600_000);

const names = () => readdirSync(historiesFolder).filter((name) => name.endsWith('.bin'));
const historyOf = (name: string) =>
  proto.temporal.api.history.v1.History.decode(readFileSync(join(historiesFolder, name)));
const replay = (history: ReturnType<typeof historyOf>) =>
  Worker.runReplayHistory({ workflowBundle: bundle, dataConverter: recordingConverter, replayName: 'test' }, history);

describe('Workflows', () => {
  test('still follow every recorded history', async () => {
    expect(names().length).toBeGreaterThanOrEqual(7);
    for (const name of names()) await replay(historyOf(name));
  }, 60_000);

  test('are seen not to follow a history in which an activity is another one', async () => {
    const history = historyOf('verification-by-machine.bin');
    const scheduled = history.events.find(
      (event) => event.activityTaskScheduledEventAttributes?.activityType?.name === 'checkDocument',
    )?.activityTaskScheduledEventAttributes?.activityType;
    if (!scheduled) throw new Error('the history holds no document check');
    scheduled.name = 'checkSomethingElse';
    await expect(replay(history)).rejects.toThrow(/nondeterminism|TMPRL1100/i);
  }, 60_000);
});
