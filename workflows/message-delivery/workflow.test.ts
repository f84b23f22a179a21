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

let people = 0;
async function begin(challengeId = randomId()) {
  const made = await world.store.accounts.create({
    id: randomId(),
    registrationId: randomId(),
    email: `person${++people}@example.org`,
    mobile: '+447700900001',
    passwordHash: 'x',
    termsVersion: '1',
    language: 'en',
    now: new Date(),
  });
  const accountId = made === 'email_in_use' ? '' : made.id;
  const start = () =>
    world.client.workflow.start(messageDeliveryWorkflow, {
      taskQueue: taskQueues.journeys,
      workflowId: messageDeliveryWorkflowId({ accountId, challengeId, language: 'en' }),
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      args: [{ accountId, challengeId, language: 'en' }],
    });
  return { key: `code-${challengeId}`, start };
}

async function deliver() {
  const { key, start } = await begin();
  const handle = await start();
  // Longer than a code is of use; activities' retries then take no time.
  await world.env.sleep('15 minutes');
  return { key, start, result: await handle.result() };
}

describe('the delivery of a message', () => {
  test('goes on through outages, and is then over for good', async () => {
    let attempts = 0;
    world.script.transport = async () => {
      attempts += 1;
      if (attempts < 4) throw outage('notify_down');
      return { outcome: 'sent', providerId: 'n1' };
    };
    const { key, start, result } = await deliver();
    expect(result).toBe('sent');
    expect(await world.store.messages.statusOf(key)).toBe('sent');
    expect(attempts).toBe(4);
    await expect(start()).rejects.toThrow('already started');
  });

  test('usually takes no activity of its own', async () => {
    world.script.transport = async () => ({ outcome: 'sent' });
    const handle = await (await begin()).start();
    expect(await handle.result()).toBe('sent');
    const { events } = await handle.fetchHistory();
    expect(events?.some((event) => event.activityTaskScheduledEventAttributes)).toBe(false);
  });

  test('gives up a code that nobody waits for any more', async () => {
    world.script.transport = async () => {
      throw outage('notify_down', 60_000);
    };
    const { key, result } = await deliver();
    expect(result).toBe('failed');
    expect(await world.store.messages.statusOf(key)).toBe('put');
  });

  test('ends at once where trying again would not help', async () => {
    let attempts = 0;
    world.script.transport = async () => {
      attempts += 1;
      throw refusal('notify_refused');
    };
    expect((await deliver()).result).toBe('failed');
    expect(attempts).toBe(1);
  });
});
