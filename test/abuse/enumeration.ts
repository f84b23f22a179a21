import { expect, test } from '@jest/globals';
import { registry } from '../../platform/metrics.js';
import type { Abused } from './everybody.js';

/** How often the store was asked, by command and collection. */
async function storeCalls(): Promise<Map<string, number>> {
  const metric = registry.getSingleMetric('surety_store_commands_total');
  const { values } = (await metric?.get()) ?? { values: [] };
  return new Map(values.map(({ labels, value }) => [`${labels.command} ${labels.collection}`, value]));
}

/** What some work showed, and what it asked of the store. */
async function workOf(work: () => Promise<string>): Promise<{ shown: string; calls: string[] }> {
  const before = await storeCalls();
  const shown = await work();
  const calls = [...(await storeCalls())].flatMap(([call, count]) => {
    const more = count - (before.get(call) ?? 0);
    return more > 0 ? [`${call} ${more}`] : [];
  });
  return { shown, calls: calls.sort() };
}

export function enumeration(abused: () => Abused): void {
  test('An address with an account and one without get the same pages, and ask the same of the store', async () => {
    const { app, owner } = abused();
    const outcomes = [];
    for (const email of [owner.email, `${'n'.repeat(22)}@example.com`]) {
      const browser = app.browser();
      const base = (await app.begin(browser)).pathname.replace(/\/email$/, '');
      const csrf = await app.token(browser);
      const own = [email, base, encodeURIComponent(base), csrf];
      const post = async (path: string, fields: Record<string, string>) => {
        const body = new URLSearchParams({ csrf, ...fields });
        const answer = await browser.request(`${base}/${path}`, { method: 'POST', body });
        const all = `${answer.status} ${answer.headers.get('location')} ${await answer.text()}`;
        return own.reduce((text, one) => text.replaceAll(one, 'OWN'), all.replace(/nonce="[^"]+"/g, ''));
      };
      outcomes.push([
        await workOf(() => post('email', { email })),
        await workOf(() => post('password', { password: 'not the right one' })),
        await workOf(() => post('recovery-code', { code: 'AAAA-AAAA-AAAA' })),
        await workOf(() => post('sms-code', { code: '123456' })),
      ]);
    }
    const [known, unknown] = outcomes;
    expect(unknown).toEqual(known);
    expect(known?.map(({ shown }) => shown.slice(0, 3))).toEqual(['303', '422', '303', '303']);
    expect(known?.[1]?.calls.some((call) => call.includes('accounts'))).toBe(true);
  });
}
