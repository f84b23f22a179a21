import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sizeOf } from '../../../domain/insight/incident.js';
import { type PortalApp, send, startPortalApp } from '../../../test/support/apps/portal-app.js';

let at: PortalApp;
beforeAll(async () => {
  at = await startPortalApp('sandbox');
});
afterAll(() => at?.close());

const text = async (browser: Awaited<ReturnType<PortalApp['admin']>>, page: string) =>
  (await browser.request(page)).text();

async function service() {
  const { browser, id: accountId } = await at.person();
  const { to } = await send(browser, '/portal/new', { name: 'Riverside Health' }, { upload: true });
  const base = to.replace(/\?.*/, '');
  return { browser, accountId, base, id: base.split('/').at(-1) ?? '' };
}

const spike = (partnerId: string) => ({
  ...{ partnerId, step: 'document' as const, reason: 'photo_blurred' as const, since: new Date() },
  size: sizeOf({ hours: 3, entered: 300, hit: 120, expected: 30 }),
  followed: [{ kind: 'setting' as const, name: 'service.access_changed', at: new Date() }],
});

test('A partner reads what the watch saw, and its own report joins it; others see neither', async () => {
  const { browser, base, id } = await service();
  await at.store.incidents.see(spike(id), new Date());
  const page = `${base}/incidents`;
  const shown = await text(browser, page);
  for (const words of [
    'The photo is blurred (photo_blurred)',
    '10% → 40% (35–46%)',
    '120 of 300',
    'What may be asked for changed',
  ]) {
    expect(shown).toContain(words);
  }
  // What rises at the step on the same day joins it, once; what comes a day later is something else.
  const other = { ...spike(id), reason: 'photo_glare' as const };
  await Promise.all([1, 2].map(() => at.store.incidents.see(other, new Date())));
  await at.store.incidents.see(spike(id), new Date());
  const [joined, ...more] = await at.store.incidents.ofPartner(id, 10);
  expect([joined?.also?.length, more]).toEqual([1, []]);
  expect(await text(browser, page)).toMatch(/Also[\s\S]*\(photo_glare\): 10% → 40%/);
  expect((await send(browser, page, { step: 'document', text: ' ' })).text).toContain('Say what you see');
  const { to } = await send(browser, page, { step: 'document', text: '<b>Since</b> noon, iPhones' });
  expect(to).toBe(`${page}?done=reported`);
  expect(await text(browser, page)).toContain('&lt;b&gt;Since&lt;/b&gt; noon, iPhones');
  expect(await at.store.incidents.ofPartner(id, 10)).toHaveLength(1);
  expect(JSON.stringify(await at.store.incidents.ofPartner(id, 10))).not.toContain('iPhones');
  await at.store.incidents.see({ ...other, reason: 'document_expired' }, new Date(Date.now() + 25 * 3_600_000));
  expect(await at.store.incidents.ofPartner(id, 10)).toHaveLength(2);

  const actor = { kind: 'system', id: 'linkage' } as const;
  const loop = { at: new Date(), actor, action: 'linkage.loop', accountId: 'sub-of-ann', serviceId: id };
  await at.store.audit.append({ ...loop, details: { rejectedBy: 'gp_system' } });
  expect(await text(browser, page)).toMatch(/The GP system rejected[\s\S]*sub-of-ann/);
  expect(await text(browser, `${base}/history`)).toContain('Linkage keys were rejected again and again');

  const stranger = await service();
  expect((await stranger.browser.request(page)).status).toBe(404);
  expect(await text(stranger.browser, `${stranger.base}/incidents`)).not.toContain('photo_blurred');
});

test('A report of something new is an incident by itself, which the watch joins; two at once are one', async () => {
  const { browser, base, id } = await service();
  const page = `${base}/incidents`;
  await Promise.all(['One', 'Two', 'Three'].map((words) => send(browser, page, { step: 'unknown', text: words })));
  const [own, ...more] = await at.store.incidents.ofPartner(id, 10);
  expect(more).toEqual([]);
  expect(own).toMatchObject({ state: 'live', toTell: ['opened'], reports: [{}, {}, {}] });

  await send(browser, page, { step: 'document', text: 'Here too' });
  const { reason: _, ...atStep } = spike(id);
  await Promise.all([1, 2, 3].map(() => at.store.incidents.see(atStep, new Date())));
  const joined = (await at.store.incidents.ofPartner(id, 10)).filter(({ step }) => step === 'document');
  expect(joined).toMatchObject([{ size: { hit: 120 }, reports: [{}] }]);
});

test('Staff write a note, and say that it is how things are from now on; once', async () => {
  const { browser, base, id } = await service();
  await at.store.incidents.see(spike(id), new Date());
  const [incident] = await at.store.incidents.ofPartner(id, 1);
  const admin = await at.admin();
  const page = `/casework/incidents/${incident?._id}`;
  expect(await text(admin, '/casework/incidents')).toContain(page);
  await send(admin, page, { note: 'A new camera page: mended at four.' });
  expect(await text(browser, `${base}/incidents`)).toContain('mended at four');
  await send(admin, page, { action: 'new-normal' });
  await send(admin, page, { action: 'over' }, { from: '/casework/roadmap' });
  const after = await at.store.incidents.byId(incident?._id ?? '');
  expect(after).toMatchObject({ state: 'over', newNormal: true, toTell: ['opened', 'over'] });
  expect((await admin.request('/casework/incidents/nowhere')).status).toBe(404);
  const actions = (await at.store.audit.ofService(id, 10)).map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(['service.incident_noted', 'service.incident_new_normal']));
});
