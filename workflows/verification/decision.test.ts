import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FaceTemplate } from '../../activities/checks/search-faces.js';
import { drawForPersonActivity } from '../../activities/verification/draw-for-person.js';
import type { AutomationRates } from '../../domain/casework/automation.js';
import type { Explanation } from '../../domain/gpg45/explain.js';
import { evidenceKinds } from '../../domain/gpg45/scores.js';
import type { Reason } from '../../domain/journey/reasons.js';
import type { Signal } from '../../domain/verification/signals.js';
import { attested } from '../../test/support/people/attested.js';
import { testDetails, verificationDriver } from '../../test/support/workflows/verification-driver.js';
import {
  eventually,
  startWorkflowEnvironment,
  type WorkflowEnvironment,
} from '../../test/support/workflows/workflow-environment.js';
import { type Decision, decideReview, withdrawCase } from './messages.js';

let at: WorkflowEnvironment;
let cases: ReturnType<typeof verificationDriver>;
beforeAll(async () => {
  at = await startWorkflowEnvironment();
  cases = verificationDriver(at);
}, 60_000);
afterAll(() => at?.close());

const version = 'test/1';
const photo = { evidenceIds: ['e'], captured: 'camera' };
const scan = { evidenceIds: ['f'], captured: 'camera', issuedAt: 0 };
const weak: Signal = { code: 'velocity_network', strength: 'weak' };
const good = { verdict: 'good', reasons: [] } as const;
const decide = (caseId: string, decision: Decision) =>
  cases.handleOf(caseId).executeUpdate(decideReview, { args: [decision] });
const withdraw = (caseId: string) =>
  cases.handleOf(caseId).executeUpdate(withdrawCase, { updateId: 'withdraw', args: [{ caseId }] });
const kept = async (caseId: string) => (await at.store.evidence.list(caseId)).length;
const explained = (caseId: string) => at.store.evidence.fact<Explanation>(caseId, 'decision');

/** A document and a face that were checked. */
async function scanned(signals: { document?: Signal[]; face?: Signal[] } = {}, keep = false) {
  at.script.document = async () => ({ ...good, reasons: [], signals: signals.document ?? [] });
  at.script.face = async ({ caseId, attempt, now }) => {
    const template: FaceTemplate = { version, values: [0.1, 0.2] };
    await at.store.evidence.putFact(caseId, 'face-template', attempt, template, new Date(now));
    return { ...good, reasons: [], signals: signals.face ?? [] };
  };
  const opened = await cases.toFaceConsent();
  await cases.post(opened.caseId, { agreed: true, keep });
  await cases.post(opened.caseId, scan);
  return opened;
}

// First: weeks that pass are weeks for every case that was left open before.
describe('What was sent', () => {
  test('is erased by the case itself, 30 days after a decision that is explained by a profile, and not a day before; no template stays of who did not tick for it', async () => {
    // A weak sign of fraud does not stand in its way.
    const { caseId, accountId } = await scanned({ document: [weak] });
    await cases.reaches(caseId, 'verified');
    expect(await explained(caseId)).toMatchObject({
      level: 'P9',
      profile: { name: 'M1A', confidence: 'medium' },
      comparison: 'machine',
      scores: { sources: { validity: 'document-check', verification: 'face-match', activity: 'pds-trace' } },
    });
    expect(await kept(caseId)).toBeGreaterThan(3);
    expect(await at.store.faceTemplates.of(accountId, version)).toBeUndefined();
    await at.env.sleep('29 days');
    expect(await kept(caseId)).toBeGreaterThan(3);
    await at.env.sleep('25 hours');
    await eventually(async () => (await kept(caseId)) === 0);
    await cases.handleOf(caseId).result();
    expect(await cases.levelOf(accountId)).toBe('P9');
    // What was decided outlasts what it was decided by.
    const account = await at.store.accounts.byId(accountId);
    expect(account && at.store.accounts.proof(account)).toMatchObject({
      issuer: 'GBR',
      explanation: { profile: { name: 'M1A' } },
    });
    const audit = await at.store.audit.ofCase(caseId, 50);
    expect(audit.filter(({ action }) => action === 'evidence.erased')).toHaveLength(1);
    const weighed = audit.find(({ action }) => action === 'case.weighed');
    expect(weighed?.details).toMatchObject({ profile: 'M1A', table: '2024-11-14', level: 'P9' });
  }, 60_000);

  test('is erased at once for whoever takes it back while a checker should look, who then has nothing to look at', async () => {
    const { caseId, reviewId } = await cases.toReview();
    expect(await kept(caseId)).toBeGreaterThan(0);
    await Promise.all([withdraw(caseId), withdraw(caseId)]);
    expect(await kept(caseId)).toBe(0);
    expect(await cases.stateOf(caseId)).toMatchObject({
      step: 'expired',
      live: false,
      reasons: ['cancelled_by_person'],
    });
    expect((await at.store.reviews.byId(reviewId))?.withdrawnAt).toBeInstanceOf(Date);
    expect(await decide(caseId, { reviewId, outcome: 'pass', reasons: [], attested })).toMatchObject({
      outcome: 'stale',
    });
  });

  test('is erased at once after the decision too, which stays, and so does the template of the face of who ticked for it', async () => {
    const { caseId, accountId } = await scanned({}, true);
    await cases.reaches(caseId, 'verified');
    expect(await withdraw(caseId)).toMatchObject({ outcome: 'accepted' });
    expect(await kept(caseId)).toBe(0);
    expect((await cases.stateOf(caseId)).step).toBe('verified');
    expect(await cases.levelOf(accountId)).toBe('P9');
    expect(await at.store.faceTemplates.of(accountId, version)).toEqual(Float32Array.from([0.1, 0.2]));
  });
});

describe('The decision', () => {
  test('goes to a checker where the checks do not add up, and back to the queue if passed on nothing', async () => {
    cases.pdsAnswers({ kind: 'none' });
    at.script.document = async () => good as never;
    at.script.face = async () => good as never;
    const { caseId, accountId } = await cases.open('P9');
    await cases.post(caseId, testDetails);
    await cases.reaches(caseId, 'details-no-match');
    await cases.post(caseId, {}, 'document');
    await cases.reaches(caseId, 'document');
    await cases.post(caseId, photo);
    await cases.reaches(caseId, 'face-consent');
    await cases.post(caseId, { agreed: true });
    await cases.post(caseId, scan);
    const first = await cases.reaches(caseId, 'in-review');
    const reviewId = first.reviewId as string;
    expect(await explained(caseId)).toMatchObject({ level: 'P0', nearest: { missing: [{ part: 'fraud', needs: 1 }] } });
    await decide(caseId, { reviewId, outcome: 'pass', reasons: [] });
    expect(await cases.levelOf(accountId)).toBe('P0');
    const again = await cases.reaches(caseId, 'in-review');
    expect(again).toMatchObject({ reasons: ['evidence_not_enough'] });
    expect(again.reviewId).not.toBe(reviewId);
    await decide(caseId, { reviewId: again.reviewId as string, outcome: 'pass', reasons: [], attested });
    expect(await cases.levelOf(accountId)).toBe('P9');
    expect(await explained(caseId)).toMatchObject({ comparison: 'met', scores: { sources: { fraud: 'checker' } } });
  });
});

describe('The share of cases that machines may pass', () => {
  const setTo = async (rate: number) => {
    const { version: seen } = await at.store.serviceSettings.read('automation');
    const value = Object.fromEntries(evidenceKinds.map((kind) => [kind, rate])) as AutomationRates;
    const change = { value, at: new Date(), by: 'admin', reason: 'a trial' };
    expect(await at.store.serviceSettings.change('automation', seen, change)).toBe(true);
  };

  test('takes a case that would pass to one checker, for good; what is set later counts for the next', async () => {
    await setTo(0);
    const { caseId, accountId } = await scanned();
    const { reasons, reviewId } = await cases.reaches(caseId, 'in-review');
    expect(reasons).toEqual(['sampled_for_review']);
    expect(await at.store.reviews.byId(reviewId as string)).toMatchObject({ checkers: 1 });
    expect(await cases.levelOf(accountId)).toBe('P5');
    await setTo(100);
    const again = drawForPersonActivity({ store: at.store });
    const drawn = await again.drawForPerson({ caseId, accountId, now: Date.now() });
    expect(drawn).toMatchObject({ by: 'person', rate: 0 });
    const entries = (await at.store.audit.ofCase(caseId, 50)).filter(({ action }) => action === 'automation.drawn');
    expect(entries.map(({ details }) => details)).toEqual([drawn]);
    const { caseId: next } = await scanned();
    await cases.reaches(next, 'verified');
  });

  test('lets no case pass that rules refer, at whatever share', async () => {
    at.script.face = async () => ({ verdict: 'refer', reasons: ['face_near_threshold'] });
    const { caseId } = await cases.toFaceConsent();
    await cases.post(caseId, { agreed: true });
    await cases.post(caseId, scan);
    expect(await cases.reaches(caseId, 'in-review')).toMatchObject({ reasons: ['face_near_threshold'] });
    expect(await at.store.evidence.fact(caseId, 'automation')).toBeUndefined();
  });
});

describe('A checker, one of two where there is a strong sign of fraud, who asks for one more thing', () => {
  test('gets just that, and the case comes back to the queue, decided by nobody before', async () => {
    const strong: Signal = { code: 'document_blocked', strength: 'strong' };
    const { caseId, accountId } = await scanned({ document: [strong], face: [weak] });
    const first = await cases.reaches(caseId, 'in-review');
    const { reviewId } = first;
    expect(first.reasons).toEqual(['further_checks']);
    expect(await at.store.reviews.byId(reviewId as string)).toMatchObject({ checkers: 2, signals: [strong, weak] });
    const reasons: Reason[] = ['review_document_unclear'];
    await decide(caseId, { reviewId: reviewId as string, outcome: 'ask', ask: 'document', reasons });
    expect(await cases.stateOf(caseId)).toMatchObject({ step: 'document', reasons, live: true });
    expect(await at.store.messages.statusOf(`more-needed-${caseId}-${reviewId}-email`)).toBeDefined();
    at.script.document = async () => ({ ...good, reasons: [] });
    await cases.post(caseId, photo);
    const again = await cases.reaches(caseId, 'in-review');
    expect(again).toMatchObject({ reasons: ['further_checks'] });
    expect(again.reviewId).not.toBe(reviewId);
    expect(await cases.levelOf(accountId)).toBe('P5');
    await decide(caseId, { reviewId: again.reviewId as string, outcome: 'ask', ask: 'face', reasons: [] });
    await cases.reaches(caseId, 'face');
    await cases.post(caseId, scan);
    const last = await cases.reaches(caseId, 'in-review');
    await decide(caseId, { reviewId: last.reviewId as string, outcome: 'pass', reasons: [], attested });
    expect(await cases.levelOf(accountId)).toBe('P9');
  });

  test('may ask for other details while they match no NHS record; what is found then is looked at again', async () => {
    at.script.document = async () => ({ ...good, reasons: [] });
    at.script.face = async () => ({ ...good, reasons: [] });
    cases.pdsAnswers({ kind: 'none' });
    const { caseId, accountId } = await cases.open('P9');
    await cases.post(caseId, testDetails);
    await cases.reaches(caseId, 'details-no-match');
    await cases.post(caseId, {}, 'document');
    await cases.post(caseId, photo);
    await cases.post(caseId, { agreed: true });
    await cases.post(caseId, scan);
    const asks = async () => {
      const { reviewId } = await cases.reaches(caseId, 'in-review');
      const reasons: Reason[] = ['review_pds_postcode_differs'];
      await decide(caseId, { reviewId: reviewId as string, outcome: 'ask', ask: 'details', reasons });
      expect(await cases.stateOf(caseId)).toMatchObject({ step: 'details', reasons, form: expect.any(String) });
    };
    await asks();
    await cases.post(caseId, testDetails);
    await cases.reaches(caseId, 'details-no-match');
    await cases.post(caseId, {}, 'document');
    expect((await cases.reaches(caseId, 'in-review')).reasons).toContain('details_no_match');
    await asks();
    cases.pdsMatches();
    await cases.post(caseId, { ...testDetails, postcode: 'LS1 1AA' });
    const found = await cases.reaches(caseId, 'in-review');
    expect(found.reasons).not.toContain('details_no_match');
    expect(await cases.levelOf(accountId)).toBe('P5');
    await decide(caseId, { reviewId: found.reviewId as string, outcome: 'pass', reasons: [], attested });
    expect(await cases.levelOf(accountId)).toBe('P9');
  });
});
