import { expect, test } from '@jest/globals';
import { storeCalls } from '../support/store/store-calls.js';
import type { Abused } from './everybody.js';

/** What some work showed, and what it asked of the store. */
async function workOf(work: () => Promise<string>): Promise<{ shown: string; calls: string[] }> {
  const { result, calls } = await storeCalls(work);
  return { shown: result, calls };
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
