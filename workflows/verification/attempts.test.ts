import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { attemptsPerCapture, type CheckResult } from '../../domain/verification/check-results.js';
import { verificationDriver } from '../../test/support/workflows/verification-driver.js';
import {
  eventually,
  startWorkflowEnvironment,
  type WorkflowEnvironment,
} from '../../test/support/workflows/workflow-environment.js';

let at: WorkflowEnvironment;
let { stateOf, levelOf, reaches, post, postPhoto, toDocument, toFaceConsent } = {} as ReturnType<
  typeof verificationDriver
>;
beforeAll(async () => {
  at = await startWorkflowEnvironment();
  ({ stateOf, levelOf, reaches, post, postPhoto, toDocument, toFaceConsent } = verificationDriver(at));
}, 60_000);
afterAll(() => at?.close());
afterEach(() => {
  at.script.document = async () => ({ verdict: 'good', reasons: [] });
  at.script.face = async () => ({ verdict: 'good', reasons: [] });
});

const scan = { evidenceIds: ['f'], captured: 'camera', issuedAt: 0 };

/** Sends a scan. @returns the state after its check. */
async function postScan(caseId: string, attempt: number) {
  await post(caseId, scan);
  return eventually(async () => {
    const state = await stateOf(caseId);
    return state.attempts.face === attempt && state.step !== 'face-checking' && state;
  });
}

describe('Attempts at a document', () => {
  test('end after three that failed, and the person is asked how to go on: a person may look', async () => {
    at.script.document = async () => ({ verdict: 'retake', reasons: ['photo_blurred'] });
    const { caseId } = await toDocument();
    for (const attempt of [1, 2]) {
      const again = { step: 'document', reasons: ['photo_blurred'], triesLeft: attemptsPerCapture - attempt };
      expect(await postPhoto(caseId, attempt)).toMatchObject(again);
    }
    const used = { step: 'document-attempts', reasons: ['photo_blurred'] };
    expect(await postPhoto(caseId, 3)).toMatchObject(used);
    await post(caseId, {}, 'nonsense');
    expect(await stateOf(caseId)).toMatchObject(used);
    await post(caseId, {}, 'review');
    await reaches(caseId, 'face-consent');
    await post(caseId, { agreed: true });
    await post(caseId, scan);
    expect((await reaches(caseId, 'in-review')).reasons).toEqual(['photo_blurred', 'document_attempts']);
  });

  test('begin anew with another document, which may then pass by machine', async () => {
    at.script.document = async () => ({ verdict: 'retake', reasons: ['document_not_accepted'] });
    const { caseId } = await toDocument();
    for (const attempt of [1, 2, 3]) await postPhoto(caseId, attempt);
    await post(caseId, {}, 'another');
    expect(await stateOf(caseId)).toMatchObject({ step: 'document', reasons: [] });
    expect(await postPhoto(caseId, 4)).toMatchObject({ step: 'document', triesLeft: 2 });
    at.script.document = async () => ({ verdict: 'good', reasons: [] });
    expect(await postPhoto(caseId, 5)).toMatchObject({ step: 'face-consent' });
    await post(caseId, { agreed: true });
    await post(caseId, scan);
    await reaches(caseId, 'verified');
  });

  test('do not count being asked for a card’s other side, and keep the good side while that one fails', async () => {
    const otherSide = { side: 'back' as const, kept: ['front'] };
    const answers: CheckResult[] = [
      { verdict: 'retake', reasons: ['document_other_side_needed'], otherSide },
      { verdict: 'retake', reasons: ['photo_glare'], otherSide },
      { verdict: 'good', reasons: [] },
    ];
    at.script.document = async ({ attempt }) => answers[attempt - 1] as CheckResult;
    const { caseId } = await toDocument();
    const asked = await postPhoto(caseId, 1);
    expect(asked).toMatchObject({ step: 'document', otherSide });
    expect(asked).not.toHaveProperty('triesLeft');
    expect(await postPhoto(caseId, 2)).toMatchObject({ reasons: ['photo_glare'], otherSide, triesLeft: 2 });
    const done = await postPhoto(caseId, 3);
    expect(done.step).toBe('face-consent');
    expect(done).not.toHaveProperty('otherSide');
    expect(done).not.toHaveProperty('triesLeft');
  });

  test('count beginning again, and the same side sent twice: nobody photographs for ever', async () => {
    const otherSide = { side: 'back' as const, kept: ['front'] };
    at.script.document = async () => ({ verdict: 'retake', reasons: ['document_other_side_needed'], otherSide });
    const { caseId } = await toDocument();
    await postPhoto(caseId, 1);
    expect(await postPhoto(caseId, 2)).toMatchObject({ step: 'document', triesLeft: 2 });
    await post(caseId, {}, 'restart');
    const anew = await stateOf(caseId);
    expect(anew).toMatchObject({ step: 'document', triesLeft: 1, reasons: [] });
    expect(anew).not.toHaveProperty('otherSide');
    await postPhoto(caseId, 3);
    expect(await postPhoto(caseId, 4)).toMatchObject({ step: 'document-attempts' });
  });

  test('may be made with another document a day after the daily limit, and no sooner', async () => {
    at.script.document = async () => ({ verdict: 'retake', reasons: ['photo_dark', 'document_limit_reached'] });
    const { caseId } = await toDocument();
    expect(await postPhoto(caseId, 1)).toMatchObject({ step: 'document-attempts' });
    await post(caseId, {}, 'another');
    expect((await stateOf(caseId)).step).toBe('document-attempts');
    await at.env.sleep('25 hours');
    await post(caseId, {}, 'another');
    expect((await stateOf(caseId)).step).toBe('document');
  });
});

describe('Attempts at a face scan', () => {
  test('never refuse: after three comes another document, asked for no second consent, or a person', async () => {
    at.script.face = async () => ({ verdict: 'retake', reasons: ['face_differs'] });
    const { caseId, accountId } = await toFaceConsent();
    await post(caseId, { agreed: true });
    expect(await postScan(caseId, 1)).toMatchObject({ step: 'face', triesLeft: 2 });
    await postScan(caseId, 2);
    expect(await postScan(caseId, 3)).toMatchObject({ step: 'face-attempts', reasons: ['face_differs'] });
    await post(caseId, {}, 'another');
    expect(await postPhoto(caseId, 2)).toMatchObject({ step: 'face' });
    for (const attempt of [4, 5, 6]) await postScan(caseId, attempt);
    await post(caseId, {}, 'review');
    expect(await reaches(caseId, 'in-review')).toMatchObject({ reasons: ['face_differs', 'face_attempts'] });
    expect(await levelOf(accountId)).toBe('P5');
  });
});
