import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hour } from '../../domain/clock.js';
import { outage, refusal } from '../../platform/activity-failure.js';
import { randomId } from '../../platform/random-id.js';
import { startWorkflowEnvironment, type WorkflowEnvironment } from '../../test/support/workflow-environment.js';
import { taskQueues } from '../task-queues.js';
import { logoutDeliveryWorkflow, logoutDeliveryWorkflowId } from './messages.js';

let at: WorkflowEnvironment;
beforeAll(async () => {
  at = await startWorkflowEnvironment();
}, 60_000);
afterAll(() => at?.close());

/** Tells a partner that answers so. @returns how it ended, and after how many tries */
async function tell(answer: (tries: number) => void) {
  let tries = 0;
  at.script.logout = async () => {
    answer(++tries);
    return 'delivered';
  };
  const input = { partnerId: 'p', accountId: randomId(), sid: randomId() };
  const start = () =>
    at.client.workflow.start(logoutDeliveryWorkflow, {
      taskQueue: taskQueues.journeys,
      workflowId: logoutDeliveryWorkflowId(input),
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      args: [input],
    });
  const handle = await start();
  // Longer than is tried for; retries then take no time.
  await at.env.sleep('25 hours');
  const result = await handle.result();
  await expect(start()).rejects.toThrow('already started');
  return { result, tries };
}

test('a partner that is down is told when it is back, within a day; one that says no is not asked again', async () => {
  const down = (tries: number) => {
    if (tries < 6) throw outage('logout_unreachable');
  };
  expect(await tell(down)).toEqual({ result: 'delivered', tries: 6 });
  const never = await tell(() => {
    throw outage('logout_not_now', 6 * hour);
  });
  expect(never.result).toBe('failed');
  expect(never.tries).toBeGreaterThan(3);
  const no = () => {
    throw refusal('logout_refused');
  };
  expect(await tell(no)).toEqual({ result: 'failed', tries: 1 });
}, 60_000);
