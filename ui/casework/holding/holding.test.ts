import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { needsOf, skillsOf } from '../../../domain/casework/case-needs.js';
import { holdingReasons } from '../../../domain/casework/holding-reasons.js';
import { dueAfter, serviceClock } from '../../../domain/casework/service-level.js';
import { hour } from '../../../domain/clock.js';
import { randomId } from '../../../platform/random-id.js';
import {
  actions,
  at,
  clearQueue,
  onDesk,
  openDesk,
  passed,
  waiting,
} from '../../../test/support/apps/casework-desk.js';
import { press } from '../../../test/support/apps/casework-form.js';
import { wordsFor } from '../../words/words.js';

beforeAll(openDesk);
afterAll(() => at?.close());

const row = (reviewId: string) => at.store.reviews.byId(reviewId);

describe('The service level', () => {
  test('tells in time, due soon and late apart, and counts what a case waited before', () => {
    const now = new Date('2026-11-23T10:00:00Z');
    const due = (waited: number) => dueAfter(now, waited);
    expect(serviceClock(due(0), now)).toBe('in-time');
    expect(serviceClock(due(20 * hour), now)).toBe('soon');
    expect(due(30 * hour)).toEqual(now);
    expect(serviceClock(new Date(now.getTime() - 1), now)).toBe('late');
  });

  test('goes on with a case that comes back, and puts it before younger ones', async () => {
    const { caseId } = await waiting();
    const review = { caseId, accountId: randomId(), reasons: [], now: new Date() };
    const rows = at.store.tools.db.collection('reviews');
    const waited = { queuedAt: new Date(Date.now() - 40 * hour), decision: { at: new Date(Date.now() - 20 * hour) } };
    await rows.updateOne({ caseId }, { $set: { ...waited, accountId: review.accountId, state: 'over' } });
    await waiting();
    const again = randomId();
    await at.store.reviews.open({ ...review, _id: again });
    const { browser } = await at.signedIn('level');
    const { headers } = await press(browser, '/casework/start-next');
    expect(headers.get('location')).toBe(`/casework/reviews/${again}`);
    await clearQueue();
  });
});

describe('Start next', () => {
  test('gives nobody what they lack a skill or a language for, and says so', async () => {
    const { reviewId } = await waiting({ needs: ['foreign-documents', 'cy'] });
    const who = (skills: Parameters<typeof at.signedIn>[2]) => at.signedIn(randomId(), ['checker'], skills);
    for (const skills of [[], ['cy'], ['foreign-documents', 'fraud']] as const) {
      const { browser } = await who([...skills]);
      expect((await press(browser, '/casework/start-next')).status).toBe(200);
      expect((await press(browser, `/casework/reviews/${reviewId}/claim`)).status).toBe(409);
      expect(await (await browser.request('/casework')).text()).toContain('Needs a checker with other skills');
    }
    const able = await who(['foreign-documents', 'cy']);
    expect((await press(able.browser, '/casework/start-next')).status).toBe(303);
    await clearQueue();
  });

  test('knows from a case and from claims who can judge what', () => {
    const known = { signals: [], reasons: [], traced: true } as const;
    expect(needsOf({ ...known, issuer: 'GBR', language: 'en' })).toEqual([]);
    expect(needsOf({ ...known, issuer: 'FRA', language: 'cy' })).toEqual(['foreign-documents', 'cy']);
    expect(needsOf({ ...known, traced: false })).toEqual(['records']);
    expect(needsOf({ ...known, signals: [{ code: 'document_blocked', strength: 'strong' }] })).toEqual(['fraud']);
    expect(skillsOf({})).toBeUndefined();
    expect(skillsOf({ skills: 'fraud records', languages: ['en'] })).toEqual(['fraud', 'records']);
    expect(skillsOf({ languages: ['cy'] })).toHaveLength(4);
  });

  test('never gives a person to a checker twice, nor to one who knows them', async () => {
    const accountId = randomId();
    const [knows, decides, other] = [
      await at.signedIn('knows'),
      await at.signedIn('decides'),
      await at.signedIn('third'),
    ];
    const first = await waiting({ accountId });
    await press(knows.browser, '/casework/start-next');
    expect(await (await press(knows.browser, `/casework/reviews/${first.reviewId}/pass-on`)).text()).toContain(
      'You passed this case on',
    );
    expect((await press(knows.browser, '/casework/start-next')).status).toBe(200);
    await press(decides.browser, '/casework/start-next');
    await press(decides.browser, `/casework/reviews/${first.reviewId}/decision`, passed);
    expect((await row(first.reviewId))?.decision?.outcome).toBe('pass');
    const later = await waiting({ accountId });
    for (const { browser } of [knows, decides]) {
      expect((await press(browser, `/casework/reviews/${later.reviewId}/claim`)).status).toBe(409);
    }
    expect((await press(other.browser, '/casework/start-next')).status).toBe(303);
    expect(await actions(first.caseId)).toContain('review.passed_on');
    await clearQueue();
  });
});

describe('The holding list', () => {
  const putAside = async (name: string, fields: [string, string][] = []) => {
    const desk = await onDesk(name);
    const answer = await press(desk.browser, `${desk.address}/hold`, [['hold', 'name_discrepancy'], ...fields]);
    return { ...desk, answer };
  };
  const listed = async (browser: Awaited<ReturnType<typeof onDesk>>['browser'], whose: string) =>
    (await browser.request(`/casework/holding?whose=${whose}`)).text();

  test('takes a case out of the queue, with its reason, until somebody opens it', async () => {
    const { browser, reviewId, address, caseId } = await putAside('aside');
    expect(await row(reviewId)).toMatchObject({ state: 'held', hold: { reason: 'name_discrepancy' } });
    expect((await press(browser, '/casework/start-next')).status).toBe(200);
    expect(await listed(browser, 'unopened')).toContain('Name discrepancy');
    const opener = await at.signedIn('opener');
    expect((await press(opener.browser, `${address}/claim`)).status).toBe(303);
    await press(opener.browser, `${address}/put-back`);
    expect(await listed(opener.browser, 'me')).toContain('Reopen');
    expect(await listed(browser, 'another')).toContain('Name discrepancy');
    expect((await press(browser, `${address}/claim`)).status).toBe(409);
    expect((await press(browser, `${address}/release`)).status).toBe(409);
    expect((await press(opener.browser, `${address}/release`)).status).toBe(303);
    expect((await press(browser, '/casework/start-next')).headers.get('location')).toBe(address);
    expect(await actions(caseId)).toEqual(expect.arrayContaining(['review.held', 'review.released']));
    await clearQueue();
  });

  test('lets a senior give any case to another, and a checker their own only', async () => {
    const { browser, checkerId, reviewId, address } = await putAside('keeper', [['keep', 'yes']]);
    const [senior, target] = [await at.signedIn('sol', ['checker', 'senior']), await at.signedIn('target')];
    expect((await target.browser.request(`${address}/reassign`)).status).toBe(403);
    expect((await press(target.browser, `${address}/reassign`, [['to', target.checkerId]])).status).toBe(409);
    const page = await (await senior.browser.request(`${address}/reassign`)).text();
    expect(page).toContain('target');
    expect(page).not.toContain(checkerId);
    await press(senior.browser, `${address}/reassign`, [['to', 'somebody-unknown']]);
    expect((await row(reviewId))?.hold?.with).toBe(checkerId);
    await press(senior.browser, `${address}/reassign`, [['to', target.checkerId]]);
    expect((await row(reviewId))?.hold?.with).toBe(target.checkerId);
    expect((await press(browser, `${address}/claim`)).status).toBe(409);
    expect((await press(target.browser, `${address}/claim`)).status).toBe(303);
    await press(target.browser, `${address}/decision`, passed);
    expect(await row(reviewId)).toMatchObject({ state: 'over', decision: { outcome: 'pass' } });
    expect((await row(reviewId))?.hold).toBeUndefined();
  });

  test('needs a reason, and has words for each', async () => {
    const { browser, reviewId, address } = await onDesk('undecided');
    const answer = await press(browser, `${address}/hold`);
    expect([answer.status, (await row(reviewId))?.state]).toEqual([422, 'open']);
    for (const language of ['en', 'cy'] as const) {
      const d = wordsFor('casework', language);
      expect(holdingReasons.filter((reason) => !d.has(`hold.${reason}`))).toEqual([]);
    }
    await clearQueue();
  });
});

describe('Notes', () => {
  test('are sealed with the case, and of two checkers who must agree neither reads the other’s', async () => {
    const { browser, reviewId, caseId, address } = await onDesk('writer');
    await at.store.reviews.askForTwo(reviewId);
    await press(browser, `${address}/notes`, [['note', 'The <b>seal</b> looks odd']]);
    expect(await (await browser.request(address)).text()).toContain('The &lt;b&gt;seal');
    const stored = await at.store.tools.db.collection('evidence').find({ caseId }).toArray();
    expect(JSON.stringify(stored)).not.toContain('looks odd');
    await press(browser, `${address}/decision`, passed);
    const second = await at.signedIn('reader');
    await press(second.browser, `${address}/claim`);
    expect(await (await second.browser.request(address)).text()).not.toContain('seal</b>');
    expect(await (await second.browser.request(address)).text()).not.toContain('looks odd');
    await press(second.browser, `${address}/decision`, [
      ['outcome', 'decline'],
      ['reasons', 'review_face_differs'],
      ['document', 'passport'],
    ]);
    const senior = await at.signedIn('sol', ['checker', 'senior']);
    await press(senior.browser, `${address}/claim`);
    expect(await (await senior.browser.request(address)).text()).toContain('looks odd');
    await clearQueue();
  });
});
