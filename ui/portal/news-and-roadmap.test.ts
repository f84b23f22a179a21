import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type PortalApp, send, startPortalApp } from '../../test/support/apps/portal-app.js';
import { partnerKey } from '../../test/support/partners/relying-party.js';
import { drawMarkdown } from './markdown.js';

let at: PortalApp;
beforeAll(async () => {
  at = await startPortalApp('sandbox');
});
afterAll(() => at?.close());

/** Somebody who looks after a service with these vectors. */
async function partnerPerson(vectors: string[]) {
  const person = await at.person();
  const { _id } = await at.addPartner((await partnerKey()).jwk, { vectors });
  await at.store.services.create(_id, person.id, new Date());
  return person;
}

const fields = {
  kind: 'change',
  title: 'P9 takes a live scan',
  text: '# From May\n\nSee [the guide](https://docs.example/).',
  date: '2027-05-01',
  areas: ['validation'],
  audience: 'P9',
  mustAct: 'yes',
  impact: 'Photos of old pictures are refused.',
  action: 'Try your pages in the sandbox by April.',
};

test('News is written by an admin, read in the portal, and sent by a workflow to those whom it concerns', async () => {
  const [admin, nine, zero] = [await at.admin(), await partnerPerson(['P9.Cp.Cd']), await partnerPerson(['P0.Cp.Cd'])];
  const unfinished = await send(admin, '/casework/news', { ...fields, date: '1 May', areas: [] });
  expect(unfinished.status).toBe(422);
  expect((await send(admin, '/casework/news', { ...fields, action: '' })).text).toContain('id="action-error"');
  const { to } = await send(admin, '/casework/news', fields);
  const id = to.split('/').at(-1) ?? '';
  expect((await nine.browser.request(`/portal/news/${id}`)).status).toBe(404);
  await send(admin, to, { action: 'send' });
  expect(at.started).toEqual([]);

  await send(admin, to, { action: 'publish' });
  expect(await (await nine.browser.request('/portal/news')).text()).toContain('You must act');
  expect(await (await zero.browser.request('/portal/news')).text()).not.toContain('You must act');
  const read = await (await zero.browser.request(`/portal/news/${id}`)).text();
  expect(read).toContain('<h2>From May</h2>');
  for (const one of ['Partners that ask for P9', fields.impact, fields.action, '1 May 2027'])
    expect(read).toContain(one);

  await send(admin, to, { action: 'send' });
  await send(admin, to, { action: 'send' });
  expect(new Set(at.started)).toEqual(new Set([`news-${id}`]));
  expect(await (await admin.request(to)).text()).toContain('Being sent since');
  await at.store.news.noteSent(id, { at: new Date(), to: 1 });
  const sent = await (await admin.request(to)).text();
  expect(sent).toContain('People told: 1');
  expect(sent).not.toContain('Being sent since');

  // A mistake is put right in its place, and whoever reads it again sees that it was.
  expect(read).not.toContain('Changed on');
  await send(admin, to, { ...fields, impact: 'Photos of screens are refused.' });
  const again = await (await zero.browser.request(`/portal/news/${id}`)).text();
  expect(again).toMatch(/Photos of screens are refused[\s\S]*Changed on/);
  await send(admin, to, { action: 'remove' }, { from: to });
  expect(await at.store.news.byId(id)).toBeDefined();

  const draft = await send(admin, '/casework/news', fields);
  await send(admin, draft.to, { action: 'remove' });
  const done = async (news: string) =>
    (await at.store.tools.db.collection('audit').find({ 'details.news': news }).sort({ at: 1 }).toArray()).map(
      ({ action }) => action.replace('news.', ''),
    );
  expect(await done(id)).toEqual(['written', 'published', 'sent', 'sent', 'written']);
  expect(await done(draft.to.split('/').at(-1) ?? '')).toEqual(['written', 'draft_removed']);
});

test('What admins write cannot bring scripts, pictures or other markup along', () => {
  const html = drawMarkdown(
    '<script>x</script>\n\n![a](https://evil.example/a.png)\n\n[b](javascript:alert(1))\n\n# Title',
  );
  expect(html).not.toMatch(/<script|<img|href="javascript/);
  expect(html).toContain('<h2>Title</h2>');
});

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
