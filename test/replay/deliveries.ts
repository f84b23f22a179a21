import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { termsVersion } from '../../domain/journey/next-step.js';
import { randomId } from '../../platform/random-id.js';
import { outage } from '../../platform/temporal/activity-failure.js';
import { logoutDeliveryWorkflow, logoutDeliveryWorkflowId } from '../../workflows/logout-delivery/messages.js';
import { messageDeliveryWorkflow, messageDeliveryWorkflowId } from '../../workflows/message-delivery/messages.js';
import { newsMailingWorkflow, newsMailingWorkflowId } from '../../workflows/news-mailing/messages.js';
import { taskQueues } from '../../workflows/task-queues.js';
import { webhookDeliveryWorkflow, webhookDeliveryWorkflowId } from '../../workflows/webhook-delivery/messages.js';
import type { WorkflowEnvironment } from '../support/workflows/workflow-environment.js';

/** A message that goes out after an outage, and one that bounces. */
export async function messageDeliveries(at: WorkflowEnvironment): Promise<Record<string, string>> {
  const { store, client, script, env } = at;
  const usual = script.transport;
  const deliver = async (transport: typeof usual) => {
    script.transport = transport;
    const key = `recorded-${randomId()}`;
    const message = { channel: 'email' as const, to: 'recorded@example.org', template: 'contact-new' };
    await store.messages.putMessage({ key, ...message, params: { url: 'https://surety.test' }, language: 'en' });
    const workflowId = messageDeliveryWorkflowId({ key });
    const args: [object] = [{ key, kind: 'notice' }];
    const handle = await client.workflow.start(messageDeliveryWorkflow, {
      ...{ taskQueue: taskQueues.journeys, workflowId, args },
    });
    await env.sleep('15 minutes');
    await handle.result();
    script.transport = usual;
    return workflowId;
  };
  let attempts = 0;
  const recovering = await deliver(async () => {
    attempts += 1;
    if (attempts < 3) throw outage('notify_down');
    return { outcome: 'sent' };
  });
  const bounced = await deliver(async () => ({ outcome: 'bounced', failure: 'smtp_550' }));
  return { 'message-delivery': recovering, 'message-delivery-bounced': bounced };
}

/** A sign-out that a partner learns of after an outage of its own. */
export async function logoutDeliveries({ client, script }: WorkflowEnvironment): Promise<Record<string, string>> {
  let attempts = 0;
  script.logout = async () => {
    attempts += 1;
    if (attempts < 3) throw outage('partner_down');
    return 'delivered';
  };
  const input = { partnerId: 'recorded', accountId: randomId(), sid: randomId() };
  const workflowId = logoutDeliveryWorkflowId(input);
  const options = { taskQueue: taskQueues.journeys, workflowId, args: [input] };
  await (await client.workflow.start(logoutDeliveryWorkflow, options)).result();
  return { 'logout-delivery': workflowId };
}

/** A piece of news with one person to tell. @returns the id of its workflow */
export async function mailedNews({ store, client }: WorkflowEnvironment): Promise<string> {
  const now = new Date();
  const newsId = randomId();
  const email = `${randomId().toLowerCase()}@example.org`;
  const contact = { email, mobile: '+447700900001', passwordHash: 'x', termsVersion, language: 'en' as const };
  const made = await store.accounts.create({ id: randomId(), registrationId: randomId(), ...contact, now });
  const serviceId = randomId();
  await store.clients.register(serviceId, 'live', { name: 'Recorded' });
  await store.services.create(serviceId, made === 'email_in_use' ? undefined : made.id, now);
  const about = { areas: ['api' as const], audience: 'all' as const, mustAct: false, impact: 'x' };
  await store.news.write(newsId, { kind: 'release', title: 'x', text: 'x', date: '2027-05-01', ...about }, now);
  await store.news.publish(newsId, now);
  const workflowId = newsMailingWorkflowId({ newsId });
  const options = { taskQueue: taskQueues.journeys, workflowId, args: [{ newsId }] };
  await (await client.workflow.start(newsMailingWorkflow, options)).result();
  return workflowId;
}

/** One delivery that a partner takes, and one where nobody listens, tried until it is given up. */
export async function webhookDeliveries(at: WorkflowEnvironment): Promise<Record<string, string>> {
  const partner = createServer((_, response) => void response.writeHead(204).end()).listen(0, '127.0.0.1');
  await once(partner, 'listening');
  const url = `http://127.0.0.1:${(partner.address() as AddressInfo).port}/`;
  const taken = await delivery(at, url);
  partner.closeAllConnections();
  partner.close();
  return { 'webhook-delivery': taken, 'webhook-delivery-failed': await delivery(at, 'http://127.0.0.1:1/') };
}

/** @returns the id of the workflow, which has ended */
async function delivery({ store, client, env }: WorkflowEnvironment, url: string): Promise<string> {
  const now = new Date();
  const [webhookId, eventId] = [randomId(), `${randomId()}_1`];
  const partnerId = 'recorded';
  await store.webhooks.create({ _id: webhookId, partnerId, url, events: ['*'] }, now);
  const event = { _id: eventId, partnerId, type: 'webhook.test' as const, createdAt: now };
  await store.webhookEvents.put([event]);
  await store.webhookDeliveries.put([event], webhookId);
  const input = { deliveryId: `${eventId}_${webhookId}` };
  const workflowId = webhookDeliveryWorkflowId(input);
  const handle = await client.workflow.start(webhookDeliveryWorkflow, {
    taskQueue: taskQueues.journeys,
    workflowId,
    args: [input],
  });
  await env.sleep('4 days');
  await handle.result();
  return workflowId;
}
