import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type PortalApp, send, startPortalApp } from '../../test/support/portal-app.js';
import { partnerKey } from '../../test/support/relying-party.js';

let at: PortalApp;
beforeAll(async () => {
  at = await startPortalApp('sandbox');
});
afterAll(() => at?.close());

test('Partners want things once each and comment on them; an admin hides what must not be read', async () => {
  const [admin, ann, ben, guest] = [await at.admin(), await at.person(), await at.person(), await at.person()];
  for (const { id } of [ann, ben]) {
    const { _id } = await at.addPartner((await partnerKey()).jwk);
    await at.store.services.create(_id, id, new Date());
  }
  await send(admin, '/casework/roadmap', { title: 'Passkeys', text: 'For everybody.', state: 'planned' });
  const [item] = await at.store.roadmap.all(5);
  const page = `/portal/roadmap/${item?._id}`;
  const textFor = async ({ browser }: typeof ann) => (await browser.request(page)).text();

  await Promise.all([1, 2, 3].map(() => send(ann.browser, page, { action: 'vote' })));
  await send(guest.browser, page, { action: 'vote' }, { from: '/portal/new' });
  await send(guest.browser, page, { comment: 'Me too' }, { from: '/portal/new' });
  expect(await textFor(ben)).toContain('wanted by 1');
  expect((await send(ben.browser, page, { action: 'comment', comment: ' ' })).status).toBe(422);
  await send(ben.browser, page, { action: 'comment', comment: '<b>Soon</b>, please' });
  const shown = await textFor(ann);
  expect(shown).toContain('&lt;b&gt;Soon&lt;/b&gt;, please');
  expect(shown).toContain('Example partner');
  expect(shown).not.toContain('Me too');

  const comment = (await at.store.roadmap.byId(String(item?._id)))?.comments[0]?.id ?? '';
  await send(ann.browser, page, { action: 'take-back', id: comment });
  expect(await textFor(ann)).toContain('please');
  await send(admin, `/casework/roadmap/${item?._id}`, { action: 'hide', comment });
  expect(await textFor(ann)).not.toContain('please');
  await send(admin, `/casework/roadmap/${item?._id}`, { action: 'unhide', comment });
  await send(ben.browser, page, { action: 'take-back', id: comment });
  expect(await textFor(ann)).not.toContain('please');
  await send(ann.browser, page, { action: 'unvote' });
  expect(await textFor(ann)).toContain('wanted by 0');
});
