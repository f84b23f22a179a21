import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseworkApp } from '../../test/support/apps/casework-app.js';
import {
  actions,
  at,
  clearQueue,
  leaseEnds,
  onDesk,
  openDesk,
  passed,
  picture,
  waiting,
} from '../../test/support/apps/casework-desk.js';
import { post, press } from '../../test/support/apps/casework-form.js';
import { withinBudget } from '../../test/support/store/within-budget.js';

beforeAll(openDesk);
afterAll(() => at?.close());

describe('The queue', () => {
  test('gives each case once when fifty checkers start at once, and one to one of fifty who all want it', async () => {
    const cases = await Promise.all(Array.from({ length: 40 }, waiting));
    const checkers = await Promise.all(Array.from({ length: 50 }, (_, n) => at.signedIn(`crowd ${n}`)));
    const all = (address: string) => Promise.all(checkers.map(({ browser }) => press(browser, address)));
    const answers = await all('/casework/start-next');
    const given = answers.filter(({ status }) => status === 303).map(({ headers }) => headers.get('location'));
    expect(new Set(given)).toEqual(new Set(cases.map(({ reviewId }) => `/casework/reviews/${reviewId}`)));
    expect(given).toHaveLength(40);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    await clearQueue();

    const { reviewId } = await waiting();
    const claims = await all(`/casework/reviews/${reviewId}/claim`);
    expect(claims.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(claims.filter(({ status }) => status === 409)).toHaveLength(49);
    await clearQueue();
  });

  test('gives the oldest first, and the unfinished one again', async () => {
    const [first, second] = [await waiting(), await waiting()];
    const { browser } = await at.signedIn('in order');
    expect((await withinBudget('desk: the queue', () => browser.request('/casework/in-progress'))).status).toBe(200);
    const start = () => press(browser, '/casework/start-next');
    for (const { headers } of [await withinBudget('desk: starting the next case', start), await start()]) {
      expect(headers.get('location')).toBe(`/casework/reviews/${first.reviewId}`);
    }
    const opened = () => browser.request(`/casework/reviews/${first.reviewId}`);
    expect((await withinBudget('desk: a case before a checker', opened)).status).toBe(200);
    expect((await press(browser, `/casework/reviews/${second.reviewId}/claim`)).status).toBe(409);
    await press(browser, `/casework/reviews/${first.reviewId}/put-back`);
    expect((await press(browser, `/casework/reviews/${second.reviewId}/claim`)).status).toBe(303);
    expect(await actions(first.caseId)).toEqual(expect.arrayContaining(['review.claimed', 'review.put_back']));
    await clearQueue();
  });

  test('gives one checker one case, however often they press', async () => {
    await Promise.all([waiting(), waiting(), waiting()]);
    const { browser } = await at.signedIn('impatient');
    const answers = await Promise.all(Array.from({ length: 8 }, () => press(browser, '/casework/start-next')));
    expect(new Set(answers.map(({ headers }) => headers.get('location'))).size).toBe(1);
    await clearQueue();
  });

  test('takes a case from a checker whose time is over, with all it showed them', async () => {
    const late = await onDesk('late');
    await leaseEnds(late.reviewId, new Date(Date.now() - 1));
    const next = await at.signedIn('next');
    expect((await press(next.browser, `${late.address}/claim`)).status).toBe(303);
    expect((await late.browser.request(late.address)).status).toBe(403);
    expect((await late.browser.request(`${late.address}/evidence/${late.evidenceId}`)).status).toBe(404);
    expect((await press(late.browser, `${late.address}/decision`, passed)).status).toBe(409);
    expect((await at.store.reviews.byId(late.reviewId))?.decision).toBeUndefined();
    await clearQueue();
  });
});

describe('A picture', () => {
  test('is shown to the checker who has the case, never kept by the browser, and each look is recorded', async () => {
    const { browser, address, evidenceId, caseId, checkerId } = await onDesk('looker');
    const answer = await browser.request(`${address}/evidence/${evidenceId}`);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(picture);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    const viewed = (await at.store.audit.ofCase(caseId, 9)).filter(({ action }) => action === 'evidence.viewed');
    expect(viewed).toMatchObject([{ actor: { kind: 'checker', id: checkerId }, details: { evidenceId } }]);
  });

  test('is not shown to another checker, to nobody signed in, nor from another case, nor where it is no picture', async () => {
    const { browser, address, evidenceId, caseId } = await onDesk('holder');
    const other = await onDesk('other holder');
    const status = async (who: typeof browser, path: string) => (await who.request(path)).status;
    expect(await status(other.browser, `${address}/evidence/${evidenceId}`)).toBe(404);
    expect(await status((await at.signedIn('admin', ['admin'])).browser, `${address}/evidence/${evidenceId}`)).toBe(
      403,
    );
    expect((await fetch(`${at.url}${address}/evidence/${evidenceId}`, { redirect: 'manual' })).status).toBe(303);
    expect(await status(browser, `${address}/evidence/${other.evidenceId}`)).toBe(404);
    await at.store.evidence.putFact(caseId, 'details', 1, { givenNames: 'Rosa' }, new Date());
    expect(await status(browser, `${address}/evidence/${caseId}-details-1`)).toBe(404);
    await press(browser, `${address}/put-back`);
    expect(await status(browser, `${address}/evidence/${evidenceId}`)).toBe(404);
    expect(await actions(caseId)).not.toContain('evidence.viewed');
    await clearQueue();
  });
});

describe('A decision', () => {
  test('counts once, whatever is pressed together, and is kept though Temporal is down', async () => {
    const { browser, address, reviewId, caseId } = await onDesk('presser');
    const decline: [string, string][] = [
      ['outcome', 'decline'],
      ['reasons', 'review_face_differs'],
      ['document', 'passport'],
    ];
    const presses = [...Array(4).fill(decline), ...Array(4).fill(passed)];
    const answers = await Promise.all(presses.map((fields) => press(browser, `${address}/decision`, fields)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(303));
    const row = await at.store.reviews.byId(reviewId);
    expect(row?.undelivered).toBe(true);
    expect((await actions(caseId)).filter((action) => action === 'review.decided')).toHaveLength(1);
    const page = await (await browser.request(`${address}/decided`)).text();
    expect(page).toContain(row?.decision?.outcome === 'pass' ? 'You passed this case' : 'You declined this case');
    expect(page).toContain('Your decision is stored');
    const other = await at.signedIn('curious');
    expect((await other.browser.request(`${address}/decided`)).status).toBe(403);
  });

  test('is shown before it is made', async () => {
    const { browser, address, reviewId } = await onDesk('careful');
    const answer = await press(browser, `${address}/confirm`, [
      ['outcome', 'decline'],
      ['reasons', 'review_document_expired'],
      ['reasons', 'review_scan_nobody'],
      ['document', 'driving-licence'],
    ]);
    const page = await answer.text();
    expect(page).toContain('The document has expired');
    expect(page).toContain('There is nobody in the scan');
    expect((await at.store.reviews.byId(reviewId))?.decision).toBeUndefined();
  });

  test('is refused from another site, and without the form’s token', async () => {
    const { browser, address, reviewId } = await onDesk('lured');
    expect((await post(browser, `${address}/decision`, passed)).status).toBe(403);
    const elsewhere = await browser.request(`${address}/decision`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
      body: new URLSearchParams(passed),
    });
    expect(elsewhere.status).toBe(403);
    expect((await at.store.reviews.byId(reviewId))?.decision).toBeUndefined();
    await clearQueue();
  });
});

describe('A case with a strong sign of fraud', () => {
  const risk = { checkers: 2, signals: [{ code: 'document_blocked', strength: 'strong' }] } as const;
  const declined: [string, string][] = [
    ['outcome', 'decline'],
    ['reasons', 'review_document_tampered'],
    ['document', 'passport'],
  ];
  type Desk = Awaited<ReturnType<CaseworkApp['signedIn']>>;
  const opens = async ({ browser }: Desk, address: string) => (await press(browser, `${address}/claim`)).status === 303;
  const decides = async ({ browser }: Desk, address: string, choice: [string, string][]) => {
    await press(browser, `${address}/decision`, choice);
    return (await browser.request(`${address}/decided`)).text();
  };
  const desk = (name: string, senior = false) => at.signedIn(name, senior ? ['checker', 'senior'] : ['checker']);
  const risky = async () => {
    const { reviewId, caseId } = await waiting({ ...risk, signals: [...risk.signals] });
    return { address: `/casework/reviews/${reviewId}`, caseId, row: () => at.store.reviews.byId(reviewId) };
  };

  test('needs two different checkers who agree, the second of whom learns nothing of the first', async () => {
    const { address, caseId, row } = await risky();
    const [first, second] = [await desk('first'), await desk('second')];
    expect(await opens(first, address)).toBe(true);
    expect(await decides(first, address, declined)).toContain('another one must decide it too');
    expect((await row())?.decision).toBeUndefined();
    expect(await opens(first, address)).toBe(false);
    expect((await press(first.browser, '/casework/start-next')).status).toBe(200);
    expect(await (await first.browser.request('/casework/completed')).text()).toContain('Waits for another checker');

    expect(await opens(second, address)).toBe(true);
    const page = await (await second.browser.request(address)).text();
    expect(page).toContain('Two different checkers must agree');
    expect(page).toContain('on the blocked list');
    // Offered to be chosen, as in every case, but not said of this one.
    expect(page.match(/tampered with/g)).toHaveLength(1);
    await decides(second, address, [...declined, ['reasons', 'review_face_differs']]);
    expect((await row())?.decision).toMatchObject({
      outcome: 'decline',
      checkerId: second.checkerId,
      reasons: expect.arrayContaining(['review_document_tampered', 'review_face_differs']),
    });
    expect(await actions(caseId)).toEqual(expect.arrayContaining(['review.first_decided', 'review.decided']));
  });

  test('goes to a senior who is neither of them where two disagree', async () => {
    const { address, row } = await risky();
    const [one, other, third, senior] = [
      await desk('one'),
      await desk('other'),
      await desk('third'),
      await desk('sol', true),
    ];
    await opens(one, address);
    await decides(one, address, passed);
    await opens(other, address);
    expect(await decides(other, address, declined)).toContain('another one must decide it too');
    expect((await row())?.decision).toBeUndefined();
    for (const barred of [one, other, third]) expect(await opens(barred, address)).toBe(false);
    expect(await opens(senior, address)).toBe(true);
    expect(await (await senior.browser.request(address)).text()).toContain('Your decision counts');
    await decides(senior, address, passed);
    expect((await row())?.decision).toMatchObject({ outcome: 'pass', checkerId: senior.checkerId });
  });

  test('is not left to nobody where a senior was one of two who disagree', async () => {
    const { address, row } = await risky();
    const [senior, other, third] = [await desk('sal', true), await desk('alt'), await desk('ter')];
    await opens(senior, address);
    await decides(senior, address, passed);
    await opens(other, address);
    await decides(other, address, declined);
    expect(await opens(senior, address)).toBe(false);
    expect(await opens(third, address)).toBe(true);
    await decides(third, address, declined);
    expect((await row())?.decision).toMatchObject({ outcome: 'decline', checkerId: third.checkerId });
  });

  test('counts one decision of each, whatever is pressed together', async () => {
    const { address, row } = await risky();
    const [first, second] = [await desk('eager'), await desk('keen')];
    await opens(first, address);
    await Promise.all([passed, declined, passed, declined].map((choice) => decides(first, address, choice)));
    expect((await row())?.decision).toBeUndefined();
    await opens(second, address);
    const outcome = (await row())?.first?.outcome === 'pass' ? passed : declined;
    await Promise.all([1, 2, 3].map(() => decides(second, address, outcome)));
    expect((await row())?.decision?.checkerId).toBe(second.checkerId);
    expect((await row())?.decidedBy).toEqual([first.checkerId, second.checkerId]);
  });
});

test('Someone whose role is not checker or senior sees a page that says so, and can do nothing', async () => {
  const { reviewId } = await waiting();
  const { browser } = await at.signedIn('ann', ['admin']);
  for (const address of ['/casework/in-progress', `/casework/reviews/${reviewId}`]) {
    const answer = await browser.request(address);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('Your role does not open this page');
  }
  expect((await press(browser, `/casework/reviews/${reviewId}/claim`)).status).toBe(403);
  expect((await press(browser, '/casework/start-next')).status).toBe(403);
  expect((await at.store.reviews.byId(reviewId))?.lease).toBeUndefined();
});

test('Nothing personal is logged', () => {
  expect(at.logged.join('\n')).not.toMatch(/Rosa|looker|presser/);
});
