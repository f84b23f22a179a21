import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startUiApp, type UiApp } from '../../test/support/apps/ui-app.js';

let at: UiApp;
beforeAll(async () => {
  at = await startUiApp();
}, 60_000);
afterAll(() => at?.close());

async function told(): Promise<unknown[]> {
  await at.store.journeyNotes.flush();
  return at.store.tools.db.collection('journey_events').find({ kind: 'page' }).toArray();
}

test('a page tells once how long it took, by a token that nobody else can make; whatever else comes counts for nothing', async () => {
  const browser = at.browser();
  const page = await at.begin(browser);
  const html = await (await browser.request(page)).text();
  const times = /<body data-times="([^"]+)"/.exec(html)?.[1] ?? '';
  const tell = (body: Record<string, string>) =>
    browser.request('/page-times', { method: 'POST', body: new URLSearchParams(body) });
  const [ticket = '', mac = ''] = times.split('.');
  const forged = Buffer.from(ticket, 'base64url').toString().replace('email', 'face');
  for (const [name, ms] of [
    [`${Buffer.from(forged).toString('base64url')}.${mac}`, '800'],
    [times, '-1'],
    [times, '1e9'],
    [times, 'Infinity'],
    ['', '800'],
  ] as const) {
    expect((await tell({ times: name, ms })).status).toBe(204);
  }
  expect(await told()).toEqual([]);
  for (const ms of ['812.4', '900']) await tell({ times, ms });
  expect(await told()).toMatchObject([{ step: 'email', ms: 812, partner: at.partner._id, level: 'P0' }]);
});
