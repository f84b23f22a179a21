import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { outage, refusal } from '../../platform/activity-failure.js';
import { randomId } from '../../platform/random-id.js';
import { startWorkflowEnvironment, type WorkflowEnvironment } from '../../test/support/workflow-environment.js';
import { taskQueues } from '../task-queues.js';
import { messageDeliveryWorkflow, messageDeliveryWorkflowId } from './messages.js';

let world: WorkflowEnvironment;
beforeAll(async () => {
  world = await startWorkflowEnvironment();
});
afterAll(() => world?.close());

async function deliver(kind: 'code' | 'notice'): Promise<{ key: string; result: string }> {
  const key = `${kind}-${randomId()}`;
  await world.store.messages.putMessage({
    key,
    channel: 'sms',
    to: '+447700900001',
    template: 'sms-code',
    params: { challengeId: key },
    language: 'en',
  });
  const handle = await world.client.workflow.start(messageDeliveryWorkflow, {
    taskQueue: taskQueues.journeys,
    workflowId: messageDeliveryWorkflowId(key),
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    args: [{ key, kind }],
  });
  // Longer than a code is of use; activities' retries then take no time.
  await world.env.sleep('15 minutes');
  return { key, result: await handle.result() };
}

describe('the delivery of a message', () => {
  test('goes on through outages, and is then over for good', async () => {
    let attempts = 0;
    world.script.transport = async () => {
      attempts += 1;
      if (attempts < 4) throw outage('notify_down');
      return { outcome: 'sent', providerId: 'n1' };
    };
    const { key, result } = await deliver('notice');
    expect(result).toBe('sent');
    expect(await world.store.messages.statusOf(key)).toBe('sent');
    expect(attempts).toBe(4);
    const again = world.client.workflow.start(messageDeliveryWorkflow, {
      taskQueue: taskQueues.journeys,
      workflowId: messageDeliveryWorkflowId(key),
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      args: [{ key, kind: 'notice' }],
    });
    await expect(again).rejects.toThrow('already started');
  });

  test('gives up a code that nobody waits for any more', async () => {
    world.script.transport = async () => {
      throw outage('notify_down', 60_000);
    };
    const { key, result } = await deliver('code');
    expect(result).toBe('failed');
    expect(await world.store.messages.statusOf(key)).toBe('put');
  });

  test('ends at once where trying again would not help', async () => {
    let attempts = 0;
    world.script.transport = async () => {
      attempts += 1;
      throw refusal('notify_refused');
    };
    expect((await deliver('notice')).result).toBe('failed');
    expect(attempts).toBe(1);
  });
});
