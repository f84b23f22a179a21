import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import proto from '@temporalio/proto';
import type { Delegation } from '../../domain/delegation/delegation.js';
import { randomId } from '../../platform/random-id.js';
import { delegationWorkflow, delegationWorkflowId } from '../../workflows/delegation/messages.js';
import { recoveryWorkflowId } from '../../workflows/recovery/messages.js';
import { registrationWorkflowId } from '../../workflows/registration/messages.js';
import { taskQueues } from '../../workflows/task-queues.js';
import { decideReview, verificationWorkflowId } from '../../workflows/verification/messages.js';
import { attested } from '../support/people/attested.js';
import { recoveryDriver } from '../support/workflows/recovery-driver.js';
import { registrationDriver } from '../support/workflows/registration-driver.js';
import { testDetails, verificationDriver } from '../support/workflows/verification-driver.js';
import { eventually, type WorkflowEnvironment } from '../support/workflows/workflow-environment.js';
import { closures, contactChanges, contactUpdates } from './accounts.js';
import { logoutDeliveries, mailedNews, messageDeliveries, webhookDeliveries } from './deliveries.js';
import { watchedSpike } from './drop-off.js';
import { historiesFolder } from './histories.js';
import { resealed, rotatedKeys } from './keys.js';
import { recordedLinkage } from './linkage.js';
import { waitedFor } from './monthly-report.js';

type Recording = (at: WorkflowEnvironment) => Promise<Record<string, string>>;

/** What is walked, and the workflows whose histories are kept of it, by the names of the histories. */
const recordings: Readonly<Record<string, Recording>> = {
  registration: registrations,
  verification: verifications,
  linkage: async (at) => ({ linkage: await recordedLinkage(at) }),
  recovery: async (at) => ({ recovery: await recovered(at) }),
  delegation: async (at) => ({ 'delegation-unanswered': await unansweredDelegation(at) }),
  'contact-change': contactChanges,
  'contact-update': contactUpdates,
  closure: closures,
  'message-delivery': messageDeliveries,
  'logout-delivery': logoutDeliveries,
  'news-mailing': async (at) => ({ 'news-mailing': await mailedNews(at) }),
  'drop-off-watch': async (at) => ({ 'drop-off-watch': await watchedSpike(at) }),
  'key-rotation': async (at) => ({ 'key-rotation': await rotatedKeys(at) }),
  reseal: async (at) => ({ reseal: await resealed(at) }),
  'webhook-delivery': webhookDeliveries,
  'monthly-report': async (at) => ({ 'monthly-report': await waitedFor(at) }),
};

/**
 * Walks the workflows and keeps their histories, for every later version of the workflows to be replayed against.
 * Run by `RECORD_HISTORIES=all npm test -- test/replay`, or with the names of some, when a workflow changes under `patched`; old histories
 * stay.
 */
export async function recordHistories(at: WorkflowEnvironment, which: string): Promise<void> {
  mkdirSync(historiesFolder, { recursive: true });
  const asked = which.split(',');
  for (const [name, record] of Object.entries(recordings)) {
    if (which !== 'all' && which !== '1' && !asked.includes(name)) continue;
    for (const [history, workflowId] of Object.entries(await record(at))) await keep(at, history, workflowId);
  }
}

async function keep({ client }: WorkflowEnvironment, name: string, workflowId: string): Promise<void> {
  const history = await client.workflow.getHandle(workflowId).fetchHistory();
  writeFileSync(join(historiesFolder, `${name}.bin`), proto.temporal.api.history.v1.History.encode(history).finish());
}

async function registrations(at: WorkflowEnvironment): Promise<Record<string, string>> {
  const registration = registrationDriver(at);
  const registered = await registration.toMobileCode('recorded@example.org');
  await registration.postCode(registered);
  const adopting = await registration.toMobileCode('adopted@example.org');
  const adopted = await registration.begin('adopted@example.org');
  await registration.postCode(adopted);
  await registration.post(adopted, { right: true });
  return {
    registration: registrationWorkflowId(registered),
    'registration-adopting': registrationWorkflowId(adopted),
    'registration-adopted': registrationWorkflowId(adopting),
  };
}

async function verifications(at: WorkflowEnvironment): Promise<Record<string, string>> {
  const verification = verificationDriver(at);
  const machine = await verification.toFaceConsent();
  await verification.post(machine.caseId, { agreed: true });
  await verification.post(machine.caseId, { evidenceIds: ['f'], captured: 'camera', issuedAt: 0 });
  await verification.reaches(machine.caseId, 'verified');
  const reviewed = await verification.toReview();
  await verification
    .handleOf(reviewed.caseId)
    .executeUpdate(decideReview, { args: [{ reviewId: reviewed.reviewId, outcome: 'pass', reasons: [], attested }] });
  verification.pdsAnswers({ kind: 'none' });
  const unmatched = await verification.open('P9');
  await verification.post(unmatched.caseId, testDetails);
  await verification.reaches(unmatched.caseId, 'details-no-match');
  await at.env.sleep('29 days');
  await verification.reaches(unmatched.caseId, 'expired');
  return {
    'verification-by-machine': verificationWorkflowId(machine.caseId),
    'verification-by-review': verificationWorkflowId(reviewed.caseId),
    'verification-expired': verificationWorkflowId(unmatched.caseId),
  };
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
