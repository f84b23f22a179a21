import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import proto from '@temporalio/proto';
import { projectRoot } from '../platform/root.js';
import { registrationWorkflowId } from '../workflows/registration/messages.js';
import { verificationWorkflowId } from '../workflows/verification/messages.js';
import { budgets } from './budgets.js';
import { compareWithBudget } from './support/store/within-budget.js';
import { registrationDriver } from './support/workflows/registration-driver.js';
import { verificationDriver } from './support/workflows/verification-driver.js';
import { startWorkflowEnvironment, type WorkflowEnvironment } from './support/workflows/workflow-environment.js';

const { History } = proto.temporal.api.history.v1;

let at: WorkflowEnvironment;
beforeAll(async () => {
  at = await startWorkflowEnvironment();
}, 60_000);
afterAll(() => at?.close());

/** What workflows have cost Temporal so far. */
async function costOf(...workflowIds: string[]) {
  const each = await Promise.all(
    workflowIds.map(async (workflowId) => {
      const history = await at.client.workflow.getHandle(workflowId).fetchHistory();
      return { events: history.events ?? [], bytes: History.encode(history).finish().length };
    }),
  );
  const all = each.flatMap(({ events }) => events);
  return {
    updates: all.filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes).length,
    activities: all.filter((event) => event.activityTaskScheduledEventAttributes).length,
    events: all.length,
    bytes: each.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

test('a journey from nothing to P9 costs what is budgeted', async () => {
  const registration = registrationDriver(at);
  const registered = await registration.toMobileCode('budget@example.org');
  await registration.postCode(registered);
  compareWithBudget('registration, of Temporal', await costOf(registrationWorkflowId(registered)));
  const verification = verificationDriver(at);
  const { caseId } = await verification.toFaceConsent();
  await verification.post(caseId, { agreed: true });
  await verification.post(caseId, { evidenceIds: ['f'], captured: 'camera', issuedAt: 0 });
  await verification.reaches(caseId, 'verified');
  compareWithBudget('verification to P9, of Temporal', await costOf(verificationWorkflowId(caseId)));
}, 60_000);

test('every line of the budgets is held against an operation by some test', () => {
  const tests = ['api', 'test', 'ui'].flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => readFileSync(join(projectRoot, folder, name), 'utf8')),
  );
  const held = (operation: string) => tests.some((text) => text.includes(`'${operation}'`));
  const unheld = Object.keys(budgets).filter((operation) => !operation.startsWith('dashboard: ') && !held(operation));
  expect(unheld).toEqual([]);
});
