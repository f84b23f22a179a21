import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomId } from '../../../platform/random-id.js';
import { type CaseworkApp, startCaseworkApp } from '../../../test/support/apps/casework-app.js';
import { press } from '../../../test/support/apps/casework-form.js';
import { attestedFields } from '../../../test/support/people/attested.js';
import type { CookieBrowser } from '../../../test/support/people/cookie-browser.js';

let at: CaseworkApp;
beforeAll(async () => {
  at = await startCaseworkApp();
});
afterAll(() => at?.close());

const jpeg = Buffer.from('/9j/4AAQSkZJRg==', 'base64');

async function onDesk(name: string) {
  const checker = await at.signedIn(name);
  const [caseId, reviewId, accountId] = [randomId(), randomId(), randomId()];
  await at.store.reviews.open({ _id: reviewId, caseId, accountId, reasons: ['document_attempts'], now: new Date() });
  await press(checker.browser, `/casework/reviews/${reviewId}/claim`);
  return { ...checker, caseId, reviewId, address: `/casework/reviews/${reviewId}` };
}

async function attach(
  browser: CookieBrowser,
  address: string,
  kind: string,
  files: Uint8Array[] = [jpeg],
  from = address,
) {
  const page = await (await browser.request(from)).text();
  const body = new FormData();
  body.append('csrf', /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? '');
  body.append('kind', kind);
  for (const file of files) body.append('picture', new Blob([new Uint8Array(file)]), 'scan.jpg');
  return browser.request(`${address}/attach`, { method: 'POST', body });
}

const attached = async (caseId: string) =>
  (await at.store.evidence.list(caseId)).filter(({ slot }) => slot === 'attached');

describe('A picture that a caseworker attaches', () => {
  test('is sealed as the person’s own are, shown as what it is, and recorded with who attached it', async () => {
    const { browser, checkerId, caseId, address } = await onDesk('attacher');
    const answer = await attach(browser, address, 'front');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${address}#attached`]);
    const [piece] = await attached(caseId);
    const row = await at.store.tools.db.collection<{ _id: string }>('evidence').findOne({ _id: piece?._id ?? '' });
    expect(JSON.stringify(row)).not.toContain(jpeg.toString('base64'));
    const page = await (await browser.request(address)).text();
    expect(page).toContain('Attached by staff');
    expect(page).toContain('Document, front');
    const shown = await browser.request(`${address}/evidence/${piece?._id}`);
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(jpeg);
    const entry = (await at.store.audit.ofCase(caseId, 20)).find(({ action }) => action === 'evidence.attached');
    expect(entry).toMatchObject({
      actor: { kind: 'checker', id: checkerId },
      details: { kind: 'front', evidenceId: piece?._id },
    });
    await at.store.evidence.erase(caseId);
    expect(await at.store.evidence.get(caseId, piece?._id ?? '')).toBeUndefined();
  });

  test('lets pictures be compared, and takes a second checker from then on', async () => {
    const { browser, reviewId, caseId, address } = await onDesk('one of two');
    const pass = [['outcome', 'pass'], ...Object.entries({ ...attestedFields, comparison: 'pictures' })] as [
      string,
      string,
    ][];
    expect((await press(browser, `${address}/confirm`, pass, address)).status).toBe(422);
    await attach(browser, address, 'back');
    await attach(browser, address, 'portrait');
    expect((await attached(caseId)).map(({ tags }) => tags?.kind)).toEqual(['back', 'portrait']);
    expect((await press(browser, `${address}/confirm`, pass, address)).status).toBe(200);
    await press(browser, `${address}/decision`, pass, address);
    const review = await at.store.reviews.byId(reviewId);
    expect([review?.decision, review?.first?.outcome]).toEqual([undefined, 'pass']);
    expect((await attach(browser, address, 'front', [jpeg], '/casework')).status).toBe(403);
  });

  test('is refused from anybody but the checker whose desk the case is on, and without a kind or a picture', async () => {
    const { browser, caseId, address } = await onDesk('holder');
    const other = await at.signedIn('other');
    expect((await attach(other.browser, address, 'front', [jpeg], '/casework')).status).toBe(403);
    const visitor = await at.signedIn('visitor', []);
    expect((await attach(visitor.browser, address, 'front', [jpeg], '/casework')).status).toBe(403);
    const body = new FormData();
    body.append('kind', 'front');
    body.append('picture', new Blob([new Uint8Array(jpeg)]), 'scan.jpg');
    expect((await browser.request(`${address}/attach`, { method: 'POST', body })).status).toBe(403);
    for (const [kind, files, words] of [
      ['passport', [jpeg], 'Choose what the picture shows'],
      ['front', [], 'Choose a picture'],
      ['front', [Buffer.from('<svg/>')], 'JPEG, PNG or WebP'],
    ] as const) {
      const answer = await attach(browser, address, kind, [...files]);
      expect(answer.status).toBe(422);
      expect(await answer.text()).toContain(words);
    }
    expect(await attached(caseId)).toEqual([]);
    for (let sent = 0; sent < 6; sent++) await attach(browser, address, 'front');
    expect((await attach(browser, address, 'front')).status).toBe(422);
    expect(await attached(caseId)).toHaveLength(6);
  });
});
