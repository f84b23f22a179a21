import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import proto from '@temporalio/proto';
import type { Delegation } from '../../domain/delegation/delegation.js';
import { termsVersion } from '../../domain/next-step.js';
import { randomId } from '../../platform/random-id.js';
import { projectRoot } from '../../platform/root.js';
import { delegationWorkflow, delegationWorkflowId } from '../../workflows/delegation/messages.js';
import { newsMailingWorkflow, newsMailingWorkflowId } from '../../workflows/news-mailing/messages.js';
import { recoveryWorkflowId } from '../../workflows/recovery/messages.js';
import { registrationWorkflowId } from '../../workflows/registration/messages.js';
import { taskQueues } from '../../workflows/task-queues.js';
import { decideReview, verificationWorkflowId } from '../../workflows/verification/messages.js';
import { webhookDeliveryWorkflow, webhookDeliveryWorkflowId } from '../../workflows/webhook-delivery/messages.js';
import { attested } from '../support/attested.js';
import { recoveryDriver } from '../support/recovery-driver.js';
import { registrationDriver } from '../support/registration-driver.js';
import { testDetails, verificationDriver } from '../support/verification-driver.js';
import { eventually, type WorkflowEnvironment } from '../support/workflow-environment.js';
import { recordedLinkage } from './linkage.js';

export const historiesFolder = join(projectRoot, 'test', 'replay', 'histories');

/**
 * Walks the workflows and keeps their histories, for every later version of the workflows to be replayed against.
 * Run by `RECORD_HISTORIES=1 npm test -- test/replay` when a workflow changes under `patched`; old histories stay.
 */
export async function recordHistories(at: WorkflowEnvironment): Promise<void> {
  mkdirSync(historiesFolder, { recursive: true });
  const keep = async (name: string, workflowId: string) => {
    const history = await at.client.workflow.getHandle(workflowId).fetchHistory();
    writeFileSync(join(historiesFolder, `${name}.bin`), proto.temporal.api.history.v1.History.encode(history).finish());
  };
  const registration = registrationDriver(at);
  const registered = await registration.toMobileCode('recorded@example.org');
  await registration.postCode(registered);
  await keep('registration', registrationWorkflowId(registered));
  const adopting = await registration.toMobileCode('adopted@example.org');
  const adopted = await registration.begin('adopted@example.org');
  await registration.postCode(adopted);
  await registration.post(adopted, { right: true });
  await keep('registration-adopting', registrationWorkflowId(adopted));
  await keep('registration-adopted', registrationWorkflowId(adopting));

  const verification = verificationDriver(at);
  const machine = await verification.toFaceConsent();
  await verification.post(machine.caseId, { agreed: true });
  await verification.post(machine.caseId, { evidenceIds: ['f'], captured: 'camera', issuedAt: 0 });
  await verification.reaches(machine.caseId, 'verified');
  await keep('verification-by-machine', verificationWorkflowId(machine.caseId));
  const reviewed = await verification.toReview();
  await verification
    .handleOf(reviewed.caseId)
    .executeUpdate(decideReview, { args: [{ reviewId: reviewed.reviewId, outcome: 'pass', reasons: [], attested }] });
  await keep('verification-by-review', verificationWorkflowId(reviewed.caseId));
  verification.pdsAnswers({ kind: 'none' });
  const unmatched = await verification.open('P9');
  await verification.post(unmatched.caseId, testDetails);
  await verification.reaches(unmatched.caseId, 'details-no-match');
  await at.env.sleep('29 days');
  await verification.reaches(unmatched.caseId, 'expired');
  await keep('verification-expired', verificationWorkflowId(unmatched.caseId));

  await keep('linkage', await recordedLinkage(at));
  await keep('delegation-unanswered', await unansweredDelegation(at));

  await keep('recovery', await recovered(at));
  await keep('news-mailing', await mailedNews(at));

  const delivery = await refusedDelivery(at);
  await keep('webhook-delivery-failed', delivery);
}

/** An account at P5 whose person got back in. @returns the id of its workflow */
async function recovered(at: WorkflowEnvironment): Promise<string> {
  const recovery = recoveryDriver(at);
  const { whose, identity } = await recovery.atLevel('P5');
  const id = await recovery.begin(whose);
  const cases = verificationDriver(at);
  cases.pdsMatches(identity);
  await cases.post(id, testDetails);
  await eventually(async () => (await recovery.stepOf(id)) === 'cooling');
  await at.env.sleep('25 hours');
  await eventually(async () => (await recovery.stepOf(id)) === 'ready');
  await recovery.use(id);
  await recovery.handleOf(id).result();
  return recoveryWorkflowId(id);
}

/** A request to act for somebody that nobody answers. @returns the id of its workflow */
async function unansweredDelegation({ store, client, env }: WorkflowEnvironment): Promise<string> {
  const [id, nonce, actorId] = [randomId(), randomId(), randomId()];
  const scope = { partners: ['recorded'], kinds: ['identity' as const], months: 12 };
  const begun: Delegation = { id, basis: 'consent', actorId, step: 'asked', ...scope };
  await store.delegations.open(begun, { askedEmail: 'recorded@example.org' }, nonce, new Date());
  const workflowId = delegationWorkflowId(id);
  const options = { taskQueue: taskQueues.journeys, workflowId, args: [{ begun, nonce }] };
  const handle = await client.workflow.start(delegationWorkflow, options);
  await env.sleep('15 days');
  await handle.result();
  return workflowId;
}

/** A piece of news with one person to tell. @returns the id of its workflow */
async function mailedNews({ store, client }: WorkflowEnvironment): Promise<string> {
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

/** A webhook where nobody listens, tried until it is given up. @returns the id of its workflow */
async function refusedDelivery({ store, client, env }: WorkflowEnvironment): Promise<string> {
  const now = new Date();
  const [webhookId, eventId] = [randomId(), `${randomId()}_1`];
  const partnerId = 'recorded';
  await store.webhooks.create({ _id: webhookId, partnerId, url: 'http://localhost:1/', events: ['*'] }, now);
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
