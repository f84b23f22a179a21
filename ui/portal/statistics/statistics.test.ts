import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hour } from '../../../domain/clock.js';
import { monthBefore, startOfMonth } from '../../../domain/insight/months.js';
import type { Reason } from '../../../domain/journey/reasons.js';
import { randomId } from '../../../platform/random-id.js';
import { type PortalApp, send, startPortalApp } from '../../../test/support/apps/portal-app.js';

let at: PortalApp;
beforeAll(async () => {
  at = await startPortalApp('sandbox');
});
afterAll(() => at?.close());

const month = monthBefore(new Date());

async function service(role: 'owner' | 'viewer' = 'owner') {
  const person = await at.person();
  const id = randomId();
  await at.store.clients.register(id, 'sandbox', { name: `=Surgery ${id}` });
  if (role === 'owner') await at.store.services.create(id, person.id, new Date());
  return { ...person, service: id, page: `/portal/services/${id}/statistics` };
}

test('A partner sees its own figures, and those of another only while that shows them', async () => {
  const [one, other] = [await service(), await service()];
  const begun = new Date(startOfMonth(month).getTime() + hour);
  const row = {
    span: 'hour' as const,
    hour: begun,
    level: 'P9' as const,
    device: 'phone' as const,
    language: 'en' as const,
  };
  const of = (partner: string, count: number) => ({ ...row, partner, count, release: 'r', kind: 'landed' as const });
  const met = (reason: Reason) => ({
    ...of(one.service, 3),
    kind: 'reason' as const,
    step: 'details' as const,
    reason,
  });
  const took = { kind: 'left' as const, step: 'details-restricted' as const, durations: { 20: 3 } };
  await at.store.rollUps.replace('hour', begun, [
    ...[of(one.service, 4_711), of(other.service, 1_234), met('review_document_expired'), met('details_restricted')],
    { ...of(one.service, 3), ...took },
  ]);
  const shown = async (path = '') => (await one.browser.request(`${one.page}${path}?period=${month}`)).text();
  expect(await shown()).toContain('4,711');
  expect(await shown()).not.toContain('1,234');
  // Words on the page, codes and words in the file, and of a record that is restricted neither.
  expect(await shown()).toMatch(/No NHS record found[\s\S]*Caseworker: The document has expired/);
  expect(await shown('.csv')).toMatch(
    /reason details_no_match,"Reason: No PDS record matched the details",3[\s\S]*reason review_document_expired,"Reason: Caseworker: The document has expired",3/,
  );
  for (const path of ['', '.csv']) expect(await shown(path)).not.toMatch(/restricted/);

  expect((await send(other.browser, other.page, { action: 'show' })).status).toBe(303);
  // What is not told yet is not shown yet.
  expect(await shown()).not.toContain('1,234');
  const open = await at.store.statisticsChoices.open();
  const nothing = { statistics: { counts: {}, reasons: {}, medians: {} }, tables: {} };
  await at.store.toldMonths.tell(month, new Date(), nothing, open);
  expect(await shown()).toContain('1,234');
  const csv = await shown('.csv');
  expect(csv).toContain(`period,figure,name,"own","all","'=Surgery ${other.service}"`);
  expect(csv).toContain(`${month},P9 landed,"Level P9: Came to Surety",4711,,1234`);

  await send(other.browser, other.page, { action: 'hide' });
  expect(await shown()).not.toContain('1,234');
  const history = await (await other.browser.request(`/portal/services/${other.service}/history`)).text();
  expect(history).toMatch(/no longer shown to other services[\s\S]*Statistics shown to other services/);
  expect((await other.browser.request(`${one.page}.csv`)).status).toBe(404);
});

test('Only an owner shows a service’s figures; each person chooses the report for themselves', async () => {
  const { service: id, page, browser: owner } = await service();
  const { id: viewer, email, browser } = await at.person();
  await at.store.tools.db
    .collection('services')
    .updateOne(
      { _id: id as never },
      { $push: { members: { accountId: viewer, role: 'viewer', since: new Date() } } as never },
    );
  expect(email).toContain('@');
  await send(browser, page, { action: 'show' });
  expect(await at.store.statisticsChoices.open()).not.toContain(id);
  await send(browser, page, { action: 'report' });
  const readers = async () =>
    (await at.store.services.byId(id))?.members.flatMap(({ accountId, reads }) => (reads ? [accountId] : []));
  expect(await readers()).toEqual([viewer]);
  await send(browser, page, { action: 'no-report' });
  expect(await readers()).toEqual([]);
  expect((await owner.request(`${page}?period=2026-99`)).status).toBe(200);
});
