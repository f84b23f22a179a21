import { randomId } from '../../platform/random-id.js';
import { linkageWorkflow, linkageWorkflowId, submitLinkage } from '../../workflows/linkage/messages.js';
import { taskQueues } from '../../workflows/task-queues.js';
import { eventually, type WorkflowEnvironment } from '../support/workflows/workflow-environment.js';

const identity = {
  ...{ nhsNumber: '9000000009', familyName: 'Recorded', givenNames: ['R'], formerNames: [] },
  ...{ birthDate: '1980-01-01', gpOdsCode: 'A12345' },
};

/** Keys that come by paper, after the GP system had refused them twice. @returns the id of the workflow */
export async function recordedLinkage({ store, client, script, env }: WorkflowEnvironment): Promise<string> {
  const now = new Date();
  const contact = { email: `${randomId().toLowerCase()}@example.org`, mobile: '+447700900002', passwordHash: 'x' };
  const made = await store.accounts.create({
    ...{ id: randomId(), registrationId: randomId(), termsVersion: '1', language: 'en', now },
    ...contact,
  });
  if (made === 'email_in_use') throw new Error('the address is new');
  const { id: accountId } = made;
  await store.accounts.raiseLevel({ accountId, epoch: 0, level: 'P9', identity, caseId: 'recorded', how: 'M1A', now });
  script.pds.trace = async () => ({ kind: 'match', identity, version: '1' });
  script.gpSystem = { retrieve: async () => 'linkage_cannot_connect', check: async () => 'good' };
  const { id: linkageId, partnerId, nonce } = await store.linkages.open(accountId, 'recorded', now, now);
  const workflowId = linkageWorkflowId(linkageId);
  const input = { linkageId, accountId, partnerId, nonce };
  const handle = await client.workflow.start(linkageWorkflow, {
    ...{ taskQueue: taskQueues.journeys, workflowId, args: [input] },
  });
  for (const action of ['again', 'paper']) {
    const there = await eventually(async () => {
      const found = await store.linkages.state(linkageId);
      return found?.step === 'problem' && found;
    });
    await store.forms.put(there.nonce, { odsCode: 'A12345', userId: '0123456', key: 'recorded' }, now);
    const submission = { nonce: there.nonce, step: 'problem', action };
    await handle.executeUpdate(submitLinkage, { updateId: there.nonce, args: [submission] });
  }
  await eventually(async () => (await store.linkages.state(linkageId))?.step === 'ready');
  await env.sleep('20 minutes');
  await handle.result();
  return workflowId;
}
