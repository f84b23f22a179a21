import { beforeAll, describe, expect, test } from '@jest/globals';
import { type ReplayResult, Worker } from '@temporalio/worker';
import { workflowBundle } from '../support/workflows/workflow-bundle.js';
import { recordingConverter, startWorkflowEnvironment } from '../support/workflows/workflow-environment.js';
import { type History, recordedHistories } from './histories.js';
import { recordHistories } from './record.js';

beforeAll(async () => {
  const { RECORD_HISTORIES: which } = process.env;
  if (!which) return;
  const at = await startWorkflowEnvironment();
  await recordHistories(at, which).finally(() => at.close());
}, 600_000);

/** One worker for all of them: what it loads for one takes longer than to follow it. @returns those that they do not follow, by name */
async function replay(histories: Readonly<Record<string, History>>): Promise<Map<string, ReplayResult['error']>> {
  const failed = new Map<string, ReplayResult['error']>();
  const options = { workflowBundle: await workflowBundle(), dataConverter: recordingConverter, replayName: 'test' };
  const each = Object.entries(histories).map(([workflowId, history]) => ({ workflowId, history }));
  for await (const { workflowId, error } of Worker.runReplayHistories(options, each)) {
    if (error) failed.set(workflowId, error);
  }
  return failed;
}

/** As if that workflow had asked for another activity. */
function withAnother(history: History, activity: string): History {
  const scheduled = history.events.find(
    (event) => event.activityTaskScheduledEventAttributes?.activityType?.name === activity,
  )?.activityTaskScheduledEventAttributes?.activityType;
  if (!scheduled) throw new Error(`the history holds no ${activity}`);
  scheduled.name = `${activity}Else`;
  return history;
}

describe('Workflows', () => {
  test('still follow every recorded history, and are seen not to follow one in which an activity is another', async () => {
    const recorded = recordedHistories();
    expect(Object.keys(recorded).length).toBeGreaterThanOrEqual(7);
    const again = recordedHistories()['verification-by-machine'] as History;
    const failed = await replay({ ...recorded, altered: withAnother(again, 'checkDocument') });
    expect([...failed.keys()]).toEqual(['altered']);
    expect(failed.get('altered')?.message).toMatch(/nondeterminism|TMPRL1100/i);
  }, 60_000);
});
