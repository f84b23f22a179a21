import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { day } from '../../../domain/clock.js';
import { confirmBefore } from '../../../domain/delegation/delegation.js';
import type { KnownDelegation } from '../../../store/delegations.js';
import type { CookieBrowser } from '../../../test/support/cookie-browser.js';
import { examplePerson, raise } from '../../../test/support/provider-app.js';
import { formOf, knownPassword, startUiApp, submit, type UiApp } from '../../../test/support/ui-app.js';
import { eventually } from '../../../test/support/workflow-environment.js';
import { delegationWorkflowId, submitDelegation } from '../../../workflows/delegation/messages.js';

type Person = { id: string; email: string; browser: CookieBrowser };

let at: UiApp;
let [actor, subject, stranger] = [] as unknown as [Person, Person, Person];

beforeAll(async () => {
  at = await startUiApp();
  await at.store.partners.put({ ...at.partner, delegatedAccess: true });
  [actor, subject, stranger] = [await person('Anna', 'P9'), await person('Rosa', 'P9'), await person('Petra', 'P5')];
}, 90_000);
afterAll(() => at?.close());
/** What was asked before was asked yesterday: five a day are taken of one account. */
beforeEach(async () => {
  const rows = at.store.tools.db.collection('delegations');
  await rows.updateMany({}, { $set: { createdAt: new Date(Date.now() - 2 * day) } });
});

/** Somebody who has just signed in, by password and code, to their account. */
async function person(name: string, level: 'P5' | 'P9'): Promise<Person> {
  const { id, email } = await at.account();
  await raise(at.store, id, level, { ...examplePerson, givenNames: [name] });
  const browser = at.browser();
  const base = (await browser.open('/account')).at.pathname.replace(/\/email$/, '');
  const account = await at.store.accounts.byId(id);
  const { mobile } = at.store.accounts.contacts(account as NonNullable<typeof account>);
  await submit(browser, `${base}/email`, { email });
  await submit(browser, `${base}/password`, { password: knownPassword });
  const code = await eventually(async () => at.code(mobile));
  await browser.open((await submit(browser, `${base}/sms-code`, { code })).headers.get('location') ?? '');
  return { id, email, browser };
}

const list = '/account/delegations';
const html = async ({ browser }: Person, page: string) => (await browser.open(page)).response.text();
const ask = async (who: Person, email: string, more: Record<string, string> = {}) => {
  const form = { email, partners: at.partner._id, kinds: 'identity', months: '12', ...more };
  const answer = await submit(who.browser, `${list}/ask`, form);
  return { answer, id: (answer.headers.get('location') ?? '').split('/').at(-1) ?? '' };
};
const asked = async (email = subject.email, more = {}): Promise<string> => {
  const { id } = await ask(actor, email, more);
  await eventually(async () => (await at.store.delegations.byId(id))?.version);
  return id;
};
const agreed = async (): Promise<string> => {
  const id = await asked();
  await submit(subject.browser, `${list}/${id}/answer`, agreement());
  expect((await at.store.delegations.byId(id))?.step).toBe('live');
  return id;
};
const agreement = () => ({ action: 'approve', partners: at.partner._id, kinds: 'identity', months: '12' });
const acts = async () => (await at.store.acting.all(actor.id, (await partner()) ?? at.partner, new Date())).length;
const partner = () => at.store.partners.byId(at.partner._id);
const end = async (who: Person, id: string) => {
  const secrets = await formOf(await who.browser.request(`${list}/${id}?end=1`));
  const post = { method: 'POST', body: new URLSearchParams(secrets) };
  return who.browser.request(`${list}/${id}/end`, post);
};

describe('Asking an adult', () => {
  test('is answered in their own account; then one may act, and both see it', async () => {
    const id = await asked();
    await eventually(async () => at.sent.some(({ to, text }) => to === subject.email && text.includes('14 days')));
    expect(await html(actor, `${list}/${id}`)).toContain(subject.email);
    expect(await acts()).toBe(0);
    expect(await html(subject, list)).toContain('Anna Exempli');
    const page = await html(subject, `${list}/${id}`);
    expect(page).toContain('May Anna Exempli');
    await submit(subject.browser, `${list}/${id}/answer`, agreement());
    expect(await acts()).toBe(1);
    expect(await html(actor, list)).toContain('Rosa Exempli');
    for (const who of [actor, subject])
      expect(await html(who, '/account/activity')).toContain('One person may act for another');
    await end(subject, id);
  });

  test('says the same whether the address has an account, and tells nobody else', async () => {
    const before = at.sent.length;
    const [unknown, own] = [await asked('nobody@example.com'), await ask(actor, actor.email)];
    expect(own.answer.status).toBe(422);
    const page = (await html(actor, `${list}/${unknown}`)).replaceAll('nobody@example.com', subject.email);
    const known = await asked();
    const strip = (text: string) =>
      text.replaceAll(/value="[^"]*"|href="[^"]*"|action="[^"]*"|nonce="[^"]*"|\d\d:\d\d/g, '');
    expect(strip(await html(actor, `${list}/${known}`))).toBe(strip(page));
    expect(at.sent.slice(before).filter(({ to }) => to === 'nobody@example.com')).toEqual([]);
    for (const id of [unknown, known]) await end(actor, id);
  });

  test('is for those who proved who they are; and nobody else sees or answers it', async () => {
    const csrf = (await formOf(await stranger.browser.request('/account'))).csrf ?? '';
    const wanted = { email: subject.email, ...agreement(), csrf };
    await stranger.browser.request(`${list}/ask`, { method: 'POST', body: new URLSearchParams(wanted) });
    expect(await at.store.delegations.ofActor(stranger.id)).toEqual([]);
    const id = await asked();
    for (const page of [id, `${id}/answer`, `${id}/change`]) {
      expect((await stranger.browser.request(`${list}/${page}`)).status).toBe(404);
    }
    const { nonce = '' } = (await at.store.delegations.byId(id)) ?? {};
    const forged = { method: 'POST', body: new URLSearchParams({ ...agreement(), nonce, csrf }) };
    expect((await stranger.browser.request(`${list}/${id}/answer`, forged)).status).toBe(404);
    expect((await stranger.browser.request(`${list}/${id}/end`, forged)).status).toBe(404);
    // Not even one's own request can be approved by oneself.
    const mine = await formOf(await actor.browser.request(`${list}/${id}?end=1`));
    const own = { method: 'POST', body: new URLSearchParams({ ...agreement(), ...mine }) };
    expect((await actor.browser.request(`${list}/${id}/answer`, own)).status).toBe(303);
    expect(await acts()).toBe(0);
    await end(actor, id);
    expect((await at.store.delegations.byId(id))?.end).toBe('stopped');
  });
});

describe('A live one', () => {
  test('gives what the other agreed to, and what they change it to; who acts may only give up', async () => {
    const other = { ...at.partner, _id: `${at.partner._id}-b`, name: 'Example pharmacy', delegatedAccess: true };
    await at.store.partners.put(other);
    const id = await agreed();
    await submit(actor.browser, `${list}/${id}/change`, { partners: other._id, kinds: 'record' });
    expect(await at.store.delegations.byId(id)).toMatchObject({ partners: [at.partner._id], kinds: ['identity'] });
    await submit(subject.browser, `${list}/${id}/change`, { partners: other._id, kinds: 'record' });
    expect(await at.store.delegations.byId(id)).toMatchObject({ partners: [other._id], kinds: ['record'] });
    expect(await acts()).toBe(0);
    await end(actor, id);
  });

  test('is chosen at sign-in, each time, by name', async () => {
    const id = await agreed();
    const page = await at.begin(actor.browser, { vtr: '["P9.Cp.Cd"]' });
    expect(page.pathname).toMatch(/\/for-whom$/);
    expect(await html(actor, page.pathname)).toContain('For Rosa Exempli');
    expect((await submit(actor.browser, page, {})).status).toBe(422);
    expect((await submit(actor.browser, page, { whom: 'another-one' })).status).toBe(422);
    const chosen = await submit(actor.browser, page, { whom: id });
    const { left } = await actor.browser.open(chosen.headers.get('location') ?? '');
    expect(left?.searchParams.get('code')).toBeTruthy();
    expect(await html(subject, '/account/activity')).toContain('Somebody used a service for you at Example surgery');
    expect(await html(actor, '/account/activity')).toContain('You used a service for somebody else at Example surgery');
    await end(subject, id);
    expect((await at.begin(actor.browser, { vtr: '["P9.Cp.Cd"]' })).pathname).not.toMatch(/for-whom/);
    expect(await html(actor, `${list}/${id}`)).toContain('It was ended');
  });

  test('has to be looked at each year, is paused where nobody does, and can go on', async () => {
    const id = await asked(subject.email, { months: '24' });
    await submit(subject.browser, `${list}/${id}/answer`, { ...agreement(), months: '24' });
    const state = async () => (await at.store.delegations.byId(id)) as KnownDelegation;
    const { reviewAt = 0 } = await state();
    const before = at.sent.length;
    await at.env.sleep(reviewAt - confirmBefore - (await at.env.currentTimeMs()) + day);
    const reminded = ({ to, text }: { to: string; text: string }) =>
      to === subject.email && text.includes('looked at again');
    await eventually(async () => at.sent.slice(before).some(reminded));
    await at.env.sleep(confirmBefore);
    const { nonce, step } = await state();
    expect(step).toBe('paused');
    const handle = at.client.workflow.getHandle(delegationWorkflowId(id));
    const args = [{ nonce, step, action: 'confirm' }] as const;
    await handle.executeUpdate(submitDelegation, { updateId: nonce, args: [...args] });
    const next = await state();
    expect(next.step).toBe('live');
    expect(next.reviewAt).toBeGreaterThan(reviewAt);
    await at.env.sleep(400 * day);
    expect(await state()).toMatchObject({ step: 'ended', end: 'period' });
  });
});
