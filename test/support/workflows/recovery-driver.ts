import { proofFor, type RecoveryProof } from '../../../domain/accounts/recovery.js';
import type { Level } from '../../../domain/levels/levels.js';
import type { Identity } from '../../../domain/person/identity.js';
import { randomId } from '../../../platform/random-id.js';
import type { Account } from '../../../store/accounts/accounts.js';
import {
  recoveryStopped,
  recoveryWorkflow,
  recoveryWorkflowId,
  useRecovery,
} from '../../../workflows/recovery/messages.js';
import { taskQueues } from '../../../workflows/task-queues.js';
import { verificationWorkflowId } from '../../../workflows/verification/messages.js';
import { contactChangeDriver } from './contact-change-driver.js';
import { testIdentity } from './verification-driver.js';
import type { WorkflowEnvironment } from './workflow-environment.js';

/** Drives recoveries of accounts as the api does. */
export function recoveryDriver(at: WorkflowEnvironment) {
  const { account, accountOf } = contactChangeDriver(at);

  /** An account at a level, and who its person is. */
  const atLevel = async (level: Level): Promise<{ whose: Account; identity: Identity & { nhsNumber: string } }> => {
    const { _id: accountId } = await account();
    const identity = testIdentity();
    const raised = { accountId, epoch: 0, level, identity, caseId: randomId(), how: 'test', now: new Date() };
    if (level !== 'P0') await at.store.accounts.raiseLevel(raised);
    return { whose: await accountOf(accountId), identity };
  };

  const begin = async (
    { _id: accountId, epoch: accountEpoch, level }: Account,
    proof: RecoveryProof = proofFor(level, false),
  ): Promise<string> => {
    const id = randomId();
    const opened = await at.store.recoveries.open(
      { _id: id, accountId, accountEpoch, step: 'proving', proof },
      new Date(),
    );
    if (!opened) throw new Error('it was refused');
    if (opened.instead) await stop(opened.instead);
    const options = { taskQueue: taskQueues.journeys };
    const own = { ...options, workflowId: recoveryWorkflowId(id), args: [{ recoveryId: id, accountId, proof }] };
    await at.client.workflow.start(recoveryWorkflow, own);
    if (proof !== 'face' && proof !== 'verification') return id;
    const opening = { accountId, accountEpoch, journeyId: 'j', wanted: level, level: 'P0', nonce: randomId() } as const;
    await at.store.cases.open({ ...opening, id, recovery: proof, now: new Date() });
    const input = { ...opening, caseId: id, language: 'en', recovery: proof };
    await at.client.workflow.start('verification', {
      ...options,
      workflowId: verificationWorkflowId(id),
      args: [input],
    });
    return id;
  };

  const handleOf = (id: string) => at.client.workflow.getHandle(recoveryWorkflowId(id));
  const stepOf = async (id: string) => (await at.store.recoveries.byId(id))?.step;
  const stop = async (id: string) => {
    const stopped = await at.store.recoveries.stop(id);
    if (stopped) await handleOf(id).executeUpdate(recoveryStopped, { updateId: 'stopped' });
    return stopped !== null;
  };
  const use = (id: string) => handleOf(id).executeUpdate(useRecovery, { updateId: 'use' });

  return { account, accountOf, atLevel, begin, handleOf, stepOf, stop, use };
}
