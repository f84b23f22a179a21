import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testPeopleOf } from '../../activities/sandbox/test-people.js';
import { day, hour } from '../../domain/clock.js';
import type { Reason } from '../../domain/journey/reasons.js';
import type { CaseState } from '../../domain/verification/case-state.js';
import { finalCaseSteps } from '../../domain/verification/case-state.js';
import { randomId } from '../../platform/random-id.js';
import { testDetails, verificationDriver } from '../../test/support/workflows/verification-driver.js';
import {
  eventually,
  localServer,
  startWorkflowEnvironment,
  type WorkflowEnvironment,
} from '../../test/support/workflows/workflow-environment.js';
import { travel } from '../time-travel/messages.js';

let at: WorkflowEnvironment;
let driver: ReturnType<typeof verificationDriver>;
beforeAll(async () => {
  at = await startWorkflowEnvironment(localServer);
  driver = verificationDriver(at);
}, 60_000);
afterAll(() => at?.close());

/** Forms a person posts at each step, until there is nothing left to do. */
const forms: Partial<Record<CaseState['step'], [values: object, action?: string]>> = {
  details: [testDetails],
  'details-no-match': [{}, 'document'],
  'details-many-matches': [{}, 'document'],
  'details-restricted': [{}, 'document'],
  'details-invalidated': [{}, 'document'],
  'details-differ': [{}, 'document'],
  'details-limit': [{}, 'document'],
  'details-unavailable': [{}, 'retry'],
  document: [{ evidenceIds: ['e'], captured: 'file' }],
  'document-attempts': [{}, 'review'],
  'face-consent': [{ agreed: true }],
  face: [{ evidenceIds: ['f'], captured: 'file', issuedAt: 0 }],
  'face-attempts': [{}, 'review'],
};

const go = (caseId: string, ms: number) =>
  driver.handleOf(caseId).executeUpdate(travel, { updateId: randomId(), args: [{ ms }] });

/** Walks a test person as far as it goes. @returns how it ended, every reason on the way, and the level */
async function walk(name: string): Promise<{ end: CaseState; reasons: Set<Reason>; level: string | undefined }> {
  const { caseId, accountId } = await driver.open('P9', {
    email: `${name}+${randomId()}@people.example`.toLowerCase(),
  });
  const reasons = new Set<Reason>();
  for (let turn = 0; ; turn++) {
    const end = await driver.stateOf(caseId);
    for (const reason of end.reasons) reasons.add(reason);
    const form = forms[end.step];
    const waits = end.step === 'in-review' && name !== 'refer';
    if (finalCaseSteps.includes(end.step) || turn > 20 || !(form || waits || end.step.endsWith('-checking'))) {
      return { end, reasons, level: await driver.levelOf(accountId) };
    }
    if (waits || end.step.endsWith('-checking')) await go(caseId, hour);
    else if (form) await driver.post(caseId, ...form);
    await eventually(async () => (await driver.stateOf(caseId)).version > end.version);
  }
}

/** One of each kind, and how they end. That the others are of these kinds is told by the table's own test. */
const ends: Readonly<Record<string, [step: string, level: string]>> = {
  'only-p5': ['declined', 'P5'],
  refer: ['in-review', 'P5'],
  slow: ['verified', 'P9'],
  'details-no-match': ['verified', 'P9'],
  'details-pds-unavailable': ['verified', 'P9'],
  'details-deceased': ['details-deceased', 'P0'],
  'account-changed': ['declined', 'P0'],
  'document-other-side-needed': ['verified', 'P9'],
  'document-name-differs': ['verified', 'P9'],
  'face-limit-reached': ['verified', 'P9'],
  'further-checks': ['verified', 'P9'],
  'review-face-differs': ['declined', 'P5'],
  'case-expired': ['expired', 'P5'],
};

describe('A test person', () => {
  test('goes the way that the table says, by the real workflow', async () => {
    const walked = await Promise.all(Object.keys(ends).map(async (name) => ({ name, ...(await walk(name)) })));
    const told = walked.map(({ name, end, level, reasons }) => {
      const reason = name.replaceAll('-', '_') as Reason;
      return [name, end.step, level, reasons.has(reason)];
    });
    const plain = ['only-p5', 'slow', 'refer'];
    expect(told).toEqual(Object.entries(ends).map(([name, end]) => [name, ...end, !plain.includes(name)]));
  }, 120_000);

  test('is nobody in live, where time is not travelled either', async () => {
    const email = `pass+${randomId().toLowerCase()}@people.example`;
    const { caseId, accountId } = await driver.open('P9', { email, environment: 'live' });
    await expect(go(caseId, day)).rejects.toThrow();
    expect(testPeopleOf('live', at.store)).toBeUndefined();
    expect(await testPeopleOf('sandbox', at.store)?.of(accountId)).toMatchObject({ name: 'pass' });
  });
});
