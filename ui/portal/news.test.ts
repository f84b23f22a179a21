import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type PortalApp, send, startPortalApp } from '../../test/support/portal-app.js';
import { partnerKey } from '../../test/support/relying-party.js';
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
};

test('News is written by an admin, read in the portal, and sent once to those whom it concerns', async () => {
  const [admin, nine, zero] = [await at.admin(), await partnerPerson(['P9.Cp.Cd']), await partnerPerson(['P0.Cp.Cd'])];
  expect((await send(admin, '/casework/news', { ...fields, date: '1 May', areas: [] })).status).toBe(422);
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
  expect(read).toContain('Partners that ask for P9');

  await send(admin, to, { action: 'send' });
  await send(admin, to, { action: 'send' });
  expect(new Set(at.started)).toEqual(new Set([`message-news-${id}-${nine.id}`]));
  const messages = await at.store.tools.db.collection('messages').find({}).toArray();
  expect(messages.map(({ template }) => template)).toEqual(['partner-news-act']);
  expect(await (await admin.request(to)).text()).toContain('People told: 1');
});

test('What admins write cannot bring scripts, pictures or other markup along', () => {
  const html = drawMarkdown(
    '<script>x</script>\n\n![a](https://evil.example/a.png)\n\n[b](javascript:alert(1))\n\n# Title',
  );
  expect(html).not.toMatch(/<script|<img|href="javascript/);
  expect(html).toContain('<h2>Title</h2>');
});
