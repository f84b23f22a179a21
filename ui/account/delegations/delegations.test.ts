import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { StaffRole } from '../../../domain/casework/staff-roles.js';
import { day } from '../../../domain/clock.js';
import { confirmBefore } from '../../../domain/delegation/delegation.js';
import type { KnownDelegation } from '../../../store/delegation/delegations.js';
import { examplePerson } from '../../../test/support/apps/provider-app.js';
import { formOf, startUiApp, submit, type UiApp } from '../../../test/support/apps/ui-app.js';
import { deskOf, type SignedInPerson, signedInPerson } from '../../../test/support/people/signed-in-person.js';
import { eventually } from '../../../test/support/workflows/workflow-environment.js';
import { delegationWorkflowId, submitDelegation } from '../../../workflows/delegation/messages.js';

type Person = SignedInPerson;

let at: UiApp;
let [actor, subject, stranger] = [] as unknown as [Person, Person, Person];

beforeAll(async () => {
  at = await startUiApp();
  await at.store.partners.put({ ...at.partner, delegatedAccess: true });
  actor = await signedInPerson(at, 'Anna', 'P9');
  subject = await signedInPerson(at, 'Rosa', 'P9');
  stranger = await signedInPerson(at, 'Petra', 'P5');
}, 90_000);
afterAll(() => at?.close());
/** What was asked before was asked yesterday: five a day are taken of one account. */
beforeEach(async () => {
  const rows = at.store.tools.db.collection('delegations');
  await rows.updateMany({}, { $set: { createdAt: new Date(Date.now() - 2 * day) } });
});

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

  test('is asked for five times a day at most, however many at once', async () => {
    const form = { email: 'nobody@example.com', partners: at.partner._id, kinds: 'identity', months: '12' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => submit(actor.browser, `${list}/ask`, form)));
    const opened = answers.filter(({ status }) => status === 303).length;
    const today = (await at.store.delegations.ofActor(actor.id)).filter(({ marks }) => !marks.stopped);
    expect([opened <= 5, today.length]).toEqual([true, opened]);
    for (const { id } of today) await end(actor, id);
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

describe('A child', () => {
  const lily = { ...examplePerson, nhsNumber: '9990124264', givenNames: ['Lily'], birthDate: bornYearsAgo(10) };
  const form = (born: string) => {
    const [year = '', month = '', date = ''] = born.split('-');
    const named = { givenNames: 'Lily', familyName: 'Exempli', day: date, month, year, postcode: 'OX1 2JD' };
    return { ...named, partners: at.partner._id, kinds: 'record', months: '36' };
  };
  const begin = async (word: 'child' | 'attorney', born = lily.birthDate, record: object | null = lily) => {
    const answer = record
      ? { kind: 'match', identity: { ...record, birthDate: born }, version: '1' }
      : { kind: 'none' };
    at.script.pds = { trace: async () => answer } as unknown as typeof at.script.pds;
    const sent = await submit(actor.browser, `${list}/${word}`, form(born));
    const id = (sent.headers.get('location') ?? '').split('/').at(-1) ?? '';
    await eventually(async () => (await at.store.delegations.byId(id))?.step !== 'checking');
    return id;
  };
  const stepOf = async (id: string) => (await at.store.delegations.byId(id))?.step;
  const sendPapers = async (id: string) => {
    const secrets = await formOf(await actor.browser.request(`${list}/${id}/documents`));
    const body = new FormData();
    for (const [name, value] of Object.entries(secrets)) body.set(name, value);
    body.set('photo', new Blob([paperPhoto], { type: 'image/png' }), 'paper.png');
    expect((await actor.browser.request(`${list}/${id}/documents`, { method: 'POST', body })).status).toBe(303);
    const { nonce = '' } = (await at.store.delegations.byId(id)) ?? {};
    const handed = { method: 'POST', body: new URLSearchParams({ ...secrets, nonce }) };
    await actor.browser.request(`${list}/${id}/hand-in`, handed);
    expect(await stepOf(id)).toBe('in-review');
  };
  const checker = (name: string, roles?: StaffRole[]) => deskOf(at, name, roles);

  test('is acted for by who PDS names as parent, by their NHS number, and by a sub of their own', async () => {
    at.script.parentsOf = async () => [examplePerson.nhsNumber ?? ''];
    const id = await begin('child');
    expect(await stepOf(id)).toBe('live');
    expect(await html(actor, `${list}/${id}`)).toContain('Acting for Lily Exempli');
    const again = await begin('child');
    const [one, other] = await Promise.all([id, again].map((it) => at.store.delegations.byId(it)));
    expect(one?.subjectId).toBe(other?.subjectId);
    expect(one?.reviewAt).toBeLessThanOrEqual(one?.thirteenAt ?? 0);
    for (const it of [id, again]) await end(actor, it);
  });

  test('is not acted for without papers: whoever is no parent, a child of 13, nobody PDS knows; and all looks the same', async () => {
    at.script.parentsOf = async () => ['9990124337'];
    const stranger = await begin('child');
    at.script.parentsOf = async () => [examplePerson.nhsNumber ?? ''];
    const thirteen = await begin('child', bornYearsAgo(13));
    const unknown = await begin('child', lily.birthDate, null);
    expect(await Promise.all([stranger, thirteen, unknown].map(stepOf))).toEqual(Array(3).fill('documents'));
    for (const id of [stranger, thirteen, unknown]) await end(actor, id);
  });

  test('a power of attorney takes two caseworkers who do not see each other; papers go when it is decided', async () => {
    const id = await begin('attorney', '1940-01-01');
    await sendPapers(id);
    const [paper] = (await at.store.evidence.list(id)).filter(({ slot }) => slot === 'attached');
    const [first, second] = [await checker('one'), await checker('two')];
    expect((await first(`${id}/evidence/${paper?._id}`)).status).toBe(200);
    await first(`${id}?decision`, { action: 'agree' });
    await first(`${id}?decision`, { action: 'agree' });
    expect(await stepOf(id)).toBe('in-review');
    expect(await (await second('')).text()).toContain(id);
    expect(await (await second(id)).text()).not.toContain('decided');
    await second(`${id}?decision`, { action: 'agree' });
    expect(await stepOf(id)).toBe('live');
    expect(await acts()).toBe(1);
    await eventually(async () => (await at.store.evidence.list(id)).length === 0);
    expect((await first(`${id}/evidence/${paper?._id}`)).status).toBe(404);
    await end(actor, id);
  });

  test('a dispute is for a senior; a refusal ends it', async () => {
    const id = await begin('attorney', '1940-01-01');
    await sendPapers(id);
    const [first, second, third] = [await checker('one'), await checker('two'), await checker('three')];
    const senior = await checker('four', ['senior']);
    await first(`${id}?decision`, { action: 'agree' });
    await second(`${id}?decision`, { action: 'refuse' });
    await third(`${id}?decision`, { action: 'agree' });
    expect(await stepOf(id)).toBe('in-review');
    await senior(`${id}?decision`, { action: 'refuse' });
    expect(await at.store.delegations.byId(id)).toMatchObject({ step: 'ended', end: 'refused' });
  });

  test('a caseworker’s protection ends it and looks to both as if the other had; a new request seems to stay unanswered', async () => {
    const desk = await checker('one');
    const protect = { action: 'protect', reason: 'coercion' };
    const [stopped, guarded] = [await agreed(), await agreed()];
    await end(subject, stopped);
    await desk(`${guarded}?protect`, protect);
    expect(await acts()).toBe(0);
    const strip = (text: string) => text.replaceAll(/(value|href|action|nonce|src)="[^"]*"/g, '');
    for (const who of [actor, subject]) {
      const [ordinary, ours] = [await html(who, `${list}/${stopped}`), await html(who, `${list}/${guarded}`)];
      expect(strip(ours)).toBe(strip(ordinary));
      const { browser } = who;
      const held = await (await browser.request('/account/data/json')).text();
      expect(held).not.toMatch(/protect|coercion|safeguard/);
    }
    const again = await asked();
    // Nor in the moment before its workflow has marked it.
    await at.store.tools.db
      .collection<{ _id: string }>('delegations')
      .updateOne({ _id: again }, { $unset: { block: '' } });
    expect(await html(subject, list)).not.toContain(again);
    expect((await subject.browser.request(`${list}/${again}/answer`)).status).toBe(404);
    expect(await html(actor, `${list}/${again}`)).toContain('Waiting for an answer');
    await desk(`${guarded}?protect`, { action: 'lift' });
    const lifted = await agreed();
    expect(await acts()).toBe(1);
    for (const id of [again, lifted]) await end(actor, id);
  });
});

/** One white pixel. */
const paperPhoto = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==',
  'base64',
);

/** The day, so many years ago, before yesterday. */
function bornYearsAgo(years: number): string {
  const date = new Date(Date.now() - 2 * day);
  date.setUTCFullYear(date.getUTCFullYear() - years);
  return date.toISOString().slice(0, 10);
}
