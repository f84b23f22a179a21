import { randomId } from '../../platform/random-id.js';
import { closingBegun, closingStopped, closureWorkflow, closureWorkflowId } from '../../workflows/closure/messages.js';
import { contactChangeWorkflowId } from '../../workflows/contact-change/messages.js';
import {
  contactUpdateWorkflow,
  contactUpdateWorkflowId,
  submitContactUpdate,
} from '../../workflows/contact-update/messages.js';
import { taskQueues } from '../../workflows/task-queues.js';
import { contactChangeDriver } from '../support/workflows/contact-change-driver.js';
import { verificationDriver } from '../support/workflows/verification-driver.js';
import { eventually, type WorkflowEnvironment } from '../support/workflows/workflow-environment.js';

/** A change that is kept after a wrong code, one that is taken back, and one that nobody goes on with. */
export async function contactChanges(at: WorkflowEnvironment): Promise<Record<string, string>> {
  const { account, begin, post, change, undo, stateOf } = contactChangeDriver(at);
  const address = () => `${randomId().toLowerCase()}@example.org`;
  const handleOf = (id: string) => at.client.workflow.getHandle(contactChangeWorkflowId(id));
  const whose = await account();
  const kept = await begin(whose, 'email', address());
  await post(kept, whose, '000000x');
  await post(kept, whose, undefined, 'resend');
  await eventually(async () => (await stateOf(kept, whose._id))?.challenge);
  await post(kept, whose);
  await at.env.sleep('8 days');
  await handleOf(kept).result();
  const undone = await change(await account(), 'mobile', '+447700909998');
  await undo(undone);
  await handleOf(undone).result();
  const left = await begin(await account(), 'email', address());
  await at.env.sleep('2 days');
  await handleOf(left).result();
  const idOf = contactChangeWorkflowId;
  return {
    'contact-change': idOf(kept),
    'contact-change-undone': idOf(undone),
    'contact-change-ended': idOf(left),
  };
}

/** A comparison with PDS: a conflict first, then sent. */
export async function contactUpdates(at: WorkflowEnvironment): Promise<Record<string, string>> {
  const { store, client, script, env } = at;
  const { account } = contactChangeDriver(at);
  const { _id: accountId } = await account();
  const record = {
    nhsNumber: '9000000017',
    familyName: 'R',
    givenNames: ['R'],
    formerNames: [],
    birthDate: '1980-01-01',
  };
  const raise = { accountId, epoch: 0, level: 'P9' as const, identity: record, caseId: 'recorded', how: 'M1A' };
  await store.accounts.raiseLevel({ ...raise, now: new Date() });
  let writes = 0;
  script.pdsContacts = {
    read: async () => ({ held: { email: 'former@example.org' }, version: '1' }),
    write: async () => (++writes > 1 ? 'written' : 'conflict'),
  };
  const [updateId, nonce] = [randomId(), randomId()];
  await store.contactUpdates.open(updateId, accountId, nonce, new Date());
  const workflowId = contactUpdateWorkflowId(updateId);
  const handle = await client.workflow.start(contactUpdateWorkflow, {
    ...{ taskQueue: taskQueues.journeys, workflowId, args: [{ updateId, accountId, nonce }] },
  });
  const compared = (outcome?: string) =>
    eventually(async () => {
      const state = (await store.contactUpdates.ofAccount(updateId, accountId))?.state;
      return state?.step === 'compare' && state.outcome === outcome && state;
    });
  for (const before of [undefined, 'conflict']) {
    const state = await compared(before);
    await handle.executeUpdate(submitContactUpdate, {
      updateId: state.nonce,
      args: [{ nonce: state.nonce, step: 'compare', action: 'both' }],
    });
  }
  await compared('sent');
  await env.sleep('2 hours');
  await handle.result();
  return { 'contact-update': workflowId };
}

/** An account with a case that is closed, and one whose person changes their mind. */
export async function closures(at: WorkflowEnvironment): Promise<Record<string, string>> {
  const { account } = contactChangeDriver(at);
  const begin = async (accountId: string) => {
    const closingId = randomId();
    const workflowId = closureWorkflowId(closingId);
    const handle = await at.client.workflow.start(closureWorkflow, {
      ...{ taskQueue: taskQueues.journeys, workflowId, args: [{ closingId, accountId }] },
    });
    await handle.executeUpdate(closingBegun, { updateId: 'begun' });
    return { handle, workflowId };
  };
  const { accountId } = await verificationDriver(at).open('P9');
  const closed = await begin(accountId);
  await at.env.sleep('8 days');
  await closed.handle.result();
  const { _id } = await account();
  const stopped = await begin(_id);
  await at.store.closings.stop(_id);
  await stopped.handle.executeUpdate(closingStopped, { updateId: 'stopped' });
  await stopped.handle.result();
  return { closure: closed.workflowId, 'closure-stopped': stopped.workflowId };
}
