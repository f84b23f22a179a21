import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hour } from '../../domain/clock.js';
import { monthOf, startOfMonth } from '../../domain/insight/months.js';
import { termsVersion } from '../../domain/journey/next-step.js';
import { randomId } from '../../platform/random-id.js';
import { openTestStore } from '../../test/support/store/open-test-store.js';
import { createStatisticsActivities } from './activities.js';
import { reportOf } from './report.js';

let at: Awaited<ReturnType<typeof openTestStore>>;
const month = monthOf(new Date());
const common = { level: 'P9', device: 'phone', language: 'en', release: 'r' } as const;

beforeAll(async () => {
  at = await openTestStore();
  const begun = new Date(startOfMonth(month).getTime() + hour);
  const rows = Array.from({ length: 6 }, (_, n) => ({ n, partner: `p${n}`, landed: 400 + n * 10 })).flatMap(
    ({ n, partner, landed }) =>
      [landed, landed - 60 - n, landed - 160 - 2 * n].map((count, index) => {
        const kind = (['landed', 'started', 'succeeded'] as const)[index] ?? 'landed';
        return { span: 'hour' as const, hour: begun, partner, ...common, kind, count };
      }),
  );
  await at.store.rollUps.replace('hour', begun, rows);
  const person = { mobile: '+447700900001', passwordHash: 'x', termsVersion, language: 'en' as const };
  for (const email of ['reads@example.org', 'not@example.org']) {
    const now = new Date();
    const made = await at.store.accounts.create({ ...person, email, id: randomId(), registrationId: randomId(), now });
    const id = made === 'email_in_use' ? '' : made.id;
    const service = email.startsWith('reads') ? 'p0' : 'p1';
    await at.store.clients.register(service, 'live', { name: service });
    await at.store.services.create(service, id, now);
    if (service === 'p0') await at.store.services.setReader(service, id, true);
  }
});
afterAll(() => at?.drop());

test('A month is told once all of it was added up, then stays as it is, and each reader has one report', async () => {
  const { tellMonth, putReports } = createStatisticsActivities({ store: at.store, suretyUrl: 'https://surety.test' });
  const late = { ...common, id: 'late', subject: 's', partner: 'p0', at: new Date(), kind: 'returned' as const };
  await at.store.journeyEvents.record([late], new Date());
  const now = Date.now();
  await expect(tellMonth({ month, now })).rejects.toThrow('not_added_up');
  await at.store.journeyEvents.settle(['late']);
  await tellMonth({ month, now });
  const { keys } = await putReports({ month, after: '' });
  expect(keys).toHaveLength(1);
  // 400 + 410 + … + 450, and three digits of it.
  const report = { partner: 'p0', month };
  const { text, html, file } = await reportOf(at.store, report, { text: '', html: '<body></body>', language: 'en' });
  expect(text).toContain('Level P9: Came to Surety: 400 (all services: 2550)');
  expect(text).toContain('Level P9: Succeeded: 240 (all services: 1560)');
  expect(text).toContain('Level P9: Came back to you, whatever for: 0 (all services: not shown)');
  expect(html).toContain('<td');
  expect(file?.text).toContain(`${month},P9 landed,"Level P9: Came to Surety",400,2550\r\n`);

  await at.store.rollUps.replace('hour', new Date(startOfMonth(month).getTime() + hour), []);
  await tellMonth({ month, now });
  expect(await putReports({ month, after: '' })).toEqual({ keys });
  expect(await at.store.messages.countWithPrefix('statistics-')).toBe(1);
  const [told] = await at.store.toldMonths.of([month]);
  expect(told?.statistics.counts['P9 landed']).toBe(2550);
});
