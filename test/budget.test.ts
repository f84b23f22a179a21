import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { registrationWorkflowId } from '../workflows/registration/messages.js';
import { verificationWorkflowId } from '../workflows/verification/messages.js';
import { registrationDriver } from './support/registration-driver.js';
import { verificationDriver } from './support/verification-driver.js';
import { startWorkflowEnvironment, type WorkflowEnvironment } from './support/workflow-environment.js';

let at: WorkflowEnvironment;
beforeAll(async () => {
  at = await startWorkflowEnvironment();
}, 60_000);
afterAll(() => at?.close());

/** What a workflow has cost Temporal so far. */
async function costOf(workflowId: string): Promise<{ updates: number; activities: number }> {
  const { events = [] } = await at.client.workflow.getHandle(workflowId).fetchHistory();
  return {
    updates: events?.filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes).length ?? 0,
    activities: events?.filter((event) => event.activityTaskScheduledEventAttributes).length ?? 0,
  };
}

test('a journey from nothing to P9 takes at most 10 Updates and 12 non-local activities', async () => {
  const registration = registrationDriver(at);
  const registered = await registration.toMobileCode('budget@example.org');
  await registration.postCode(registered);
  const verification = verificationDriver(at);
  const { caseId } = await verification.toFaceConsent();
  await verification.post(caseId, { agreed: true });
  await verification.post(caseId, { evidenceIds: ['f'], captured: 'camera', issuedAt: 0 });
  await verification.reaches(caseId, 'verified');
  const costs = [await costOf(registrationWorkflowId(registered)), await costOf(verificationWorkflowId(caseId))];
  const updates = costs.reduce((sum, cost) => sum + cost.updates, 0);
  const activities = costs.reduce((sum, cost) => sum + cost.activities, 0);
  expect(updates).toBeGreaterThanOrEqual(6);
  expect(updates).toBeLessThanOrEqual(10);
  expect(activities).toBeLessThanOrEqual(12);
}, 60_000);
