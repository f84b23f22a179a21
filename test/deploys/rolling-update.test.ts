import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { WorkflowBundle } from '@temporalio/worker';
import { verificationWorkflowId } from '../../workflows/verification/messages.js';
import { verificationDriver } from '../support/workflows/verification-driver.js';
import { workflowBundle } from '../support/workflows/workflow-bundle.js';
import {
  localServer,
  startWorkflowEnvironment,
  type WorkflowEnvironment,
} from '../support/workflows/workflow-environment.js';

let at: WorkflowEnvironment;
let driver: ReturnType<typeof verificationDriver>;
beforeAll(async () => {
  at = await startWorkflowEnvironment(localServer);
  driver = verificationDriver(at);
});
afterAll(() => at.close());

/** The next release: this one, with a timer at each form of a verification, behind `patched` as the rule has it. */
async function nextRelease(): Promise<WorkflowBundle> {
  const { code } = (await workflowBundle()) as { code: string };
  const loop = code.indexOf('async function takeStep(verifying, messages)');
  const place = code.indexOf('const { message, settle } = next;', loop);
  const sdk = code
    .slice(0, loop)
    .match(/_temporalio_workflow__WEBPACK_IMPORTED_MODULE_\d+__/g)
    ?.at(-1);
  if (loop < 0 || place < 0 || !sdk)
    throw new Error('the loop of the verification is not where this test looks for it');
  const change = `if (${sdk}.patched('next-release')) await ${sdk}.sleep(1);`;
  return { code: `${code.slice(0, place)}${change}${code.slice(place)}` };
}

const eventsOf = async (caseId: string) => {
  const { events } = await at.client.workflow.getHandle(verificationWorkflowId(caseId)).fetchHistory();
  const timers = events?.filter(
    ({ timerStartedEventAttributes: timer }) => Number(timer?.startToFireTimeout?.nanos) === 1_000_000,
  );
  const markers = events?.filter(({ markerRecordedEventAttributes: marker }) => marker?.markerName === 'core_patch');
  return { timers: timers?.length, markers: markers?.length };
};
const photo = (caseId: string) => driver.post(caseId, { evidenceIds: ['e'], captured: 'camera' });

describe('A rolling update', () => {
  test('has journeys that began on the build before end on the next one: what they did stays as it was, what follows takes the new way', async () => {
    const begun = await driver.toDocument();
    await at.deploy(await nextRelease());
    const fresh = await driver.toDocument();
    for (const { caseId, accountId } of [begun, fresh]) {
      await photo(caseId);
      await driver.reaches(caseId, 'face-consent');
      await driver.post(caseId, { agreed: true });
      await driver.reaches(caseId, 'face');
      await photo(caseId);
      await driver.reaches(caseId, 'verified');
      expect(await driver.levelOf(accountId)).toBe('P9');
    }
    expect(await eventsOf(begun.caseId)).toEqual({ timers: 3, markers: 1 });
    expect(await eventsOf(fresh.caseId)).toEqual({ timers: 4, markers: 1 });
  });
});
