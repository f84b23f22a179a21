import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomId } from '../../platform/random-id.js';
import { outage, refusal } from '../../platform/temporal/activity-failure.js';
import {
  startWorkflowEnvironment,
  type WorkflowEnvironment,
} from '../../test/support/workflows/workflow-environment.js';
import { newsMailingWorkflow, newsMailingWorkflowId } from '../news-mailing/messages.js';
import { taskQueues } from '../task-queues.js';
import { messageDeliveryWorkflow, messageDeliveryWorkflowId } from './messages.js';

let world: WorkflowEnvironment;
beforeAll(async () => {
  world = await startWorkflowEnvironment();
});
afterAll(() => world?.close());

let people = 0;
async function account(): Promise<string> {
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
  return made === 'email_in_use' ? '' : made.id;
}

async function begin(challengeId = randomId()) {
  const accountId = await account();
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

test('News is told to each person whom it concerns by one message, through outages, however often it is asked for', async () => {
  const { store, client } = world;
  const newsId = randomId();
  const now = new Date();
  const service = async (vectors: string[], accountId: string) => {
    const id = randomId();
    await store.clients.register(id, 'live', { name: 'Riverside', vectors });
    await store.services.create(id, accountId, now);
  };
  const [both, other, blocked] = await Promise.all(Array.from({ length: 3 }, () => account()));
  for (const vectors of [['P9.Cp.Cd'], ['P0.Cp.Cd', 'P9.Cm']]) await service(vectors, String(both));
  await service(['P0.Cp.Cd'], String(other));
  await service(['P9.Cp.Cd'], String(blocked));
  await store.tools.db
    .collection<{ _id: string }>('accounts')
    .updateOne({ _id: String(blocked) }, { $set: { blocked: true } });
  const about = {
    areas: ['validation' as const],
    audience: 'P9' as const,
    mustAct: true,
    impact: 'More.',
    action: 'Test.',
  };
  await store.news.write(newsId, { kind: 'change', title: 'A change', text: 'x', date: '2027-05-01', ...about }, now);
  await store.news.publish(newsId, now);
  let attempts = 0;
  world.script.transport = async () => {
    attempts += 1;
    if (attempts < 3) throw outage('smtp_down');
    return { outcome: 'sent' };
  };
  world.sent.length = 0;
  const mail = async () => {
    const handle = await client.workflow.start(newsMailingWorkflow, {
      taskQueue: taskQueues.journeys,
      workflowId: newsMailingWorkflowId({ newsId }),
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      args: [{ newsId }],
    });
    await handle.result();
  };
  await mail();
  await mail();
  await client.workflow.getHandle(`message-news-${newsId}-${both}`).result();
  expect(world.sent.map(({ key }) => key)).toEqual(Array(3).fill(`news-${newsId}-${both}`));
  expect((await store.news.byId(newsId))?.sent).toMatchObject({ to: 1 });
  expect(await store.messages.statusOf(`news-${newsId}-${both}`)).toBe('sent');
});
