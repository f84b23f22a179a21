import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomId } from '../../../platform/random-id.js';
import type { AssuranceSample } from '../../../store/casework/assurance.js';
import { actions, at, openDesk, picture } from '../../../test/support/apps/casework-desk.js';
import { press } from '../../../test/support/apps/casework-form.js';

beforeAll(openDesk);
afterAll(() => at?.close());

/** A finished case that was drawn. */
async function drawn(outcome: 'pass' | 'decline', by: string[], barred = by) {
  let _id = randomId();
  while (!at.store.assurance.isDrawn(_id)) _id = randomId();
  const [caseId, accountId, now] = [randomId(), randomId(), new Date()];
  const piece = { caseId, slot: 'document', attempt: 1, bytes: picture, mediaType: 'image/jpeg', now } as const;
  const evidenceId = await at.store.evidence.put(piece);
  const finished = { _id, caseId, accountId, outcome, by, barred, sampledAt: now };
  await Promise.all([at.store.assurance.sample(finished), at.store.assurance.sample(finished)]);
  return { id: _id, caseId, evidenceId, address: `/casework/assurance/${_id}` };
}

const start = ({ browser }: Awaited<ReturnType<typeof at.signedIn>>) => press(browser, '/casework/assurance/start');
const rows = () => at.store.tools.db.collection<AssuranceSample>('assurance');

describe('The assurance audit', () => {
  test('draws about one finished case of 20, always the same ones', () => {
    const ids = Array.from({ length: 4_000 }, (_, n) => `case ${n}`);
    const first = ids.filter((id) => at.store.assurance.isDrawn(id));
    expect(first.length).toBeGreaterThan(130);
    expect(first.length).toBeLessThan(280);
    expect(ids.filter((id) => at.store.assurance.isDrawn(id))).toEqual(first);
  });

  test('gives a case to somebody who did not decide it, blind, and to nobody else', async () => {
    const [ada, ben] = [await at.signedIn('ada'), await at.signedIn('ben')];
    const { address, evidenceId, caseId, id } = await drawn('pass', [ada.checkerId]);
    expect((await start(ada)).status).toBe(200);
    expect((await start(ben)).headers.get('location')).toBe(address);
    const page = await (await ben.browser.request(address)).text();
    expect(page).toContain('You are not told how it was decided');
    for (const hidden of [
      'id="history"',
      'id="notes"',
      'id="earlier"',
      'gpg45',
      'Ask for one more thing',
      '/put-back',
    ]) {
      expect(page).not.toContain(hidden);
    }
    expect((await ben.browser.request(`${address}/evidence/${evidenceId}`)).status).toBe(200);
    expect((await ada.browser.request(`${address}/evidence/${evidenceId}`)).status).toBe(404);
    expect((await ada.browser.request(address)).status).toBe(403);
    expect((await press(ben.browser, `${address}/judge`, [['outcome', 'decline']])).status).toBe(422);
    await press(ben.browser, `${address}/pass-on`);
    expect((await start(ben)).status).toBe(200);
    const cat = await at.signedIn('cat');
    await start(cat);
    const verdict: [string, string][] = [
      ['outcome', 'decline'],
      ['reasons', 'review_face_differs'],
    ];
    const answers = await Promise.all([1, 2].map(() => press(cat.browser, `${address}/judge`, verdict)));
    expect(answers.map(({ status }) => status).sort()).toContain(303);
    expect((await rows().findOne({ _id: id }))?.verdict).toMatchObject({
      outcome: 'decline',
      checkerId: cat.checkerId,
    });
    expect(await actions(caseId)).toEqual(expect.arrayContaining(['assurance.judged', 'evidence.viewed']));
    await rows().deleteMany({});
  });

  test('passes over what was erased, and reckons agreement by checker for seniors alone', async () => {
    const [dot, eve] = [await at.signedIn('Dot'), await at.signedIn('eve')];
    const gone = await drawn('pass', ['x']);
    await at.store.evidence.erase(gone.caseId);
    const said = [
      ...Array(10).fill(['pass', 'pass']),
      ...Array(5).fill(['pass', 'decline']),
      ...Array(5).fill(['decline', 'decline']),
    ] as const;
    for (const [outcome, judged] of said) {
      await rows().insertOne({
        ...{
          _id: randomId(),
          caseId: randomId(),
          accountId: randomId(),
          outcome,
          by: [dot.checkerId],
          barred: [],
          sampledAt: new Date(),
        },
        verdict: { outcome: judged, reasons: [], checkerId: eve.checkerId, at: new Date() },
      });
    }
    expect((await start(eve)).status).toBe(200);
    expect(await rows().findOne({ _id: gone.id })).toBeNull();
    const senior = await at.signedIn('sol', ['senior']);
    const page = await (await senior.browser.request('/casework/assurance')).text();
    expect(page.replace(/\s+/g, ' ')).toMatch(/Dot<\/th><td[^>]*>20<\/td><td[^>]*>75%<\/td><td[^>]*>0.50</);
    expect(await (await eve.browser.request('/casework/assurance')).text()).not.toContain('Cohen’s kappa</th>');
  });
});
