import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomId } from '../../../platform/random-id.js';
import type { JourneyNoticeRow } from '../../../store/casework/journey-notices.js';
import { press } from '../../../test/support/apps/casework-form.js';
import { startWholeApp, type WholeApp } from '../../../test/support/apps/whole-app.js';
import type { CookieBrowser } from '../../../test/support/people/cookie-browser.js';
import { ukWallTime } from '../../words/uk-moment.js';

let at: WholeApp;
let admin: CookieBrowser;
let person: CookieBrowser;
let email: string;
beforeAll(async () => {
  at = await startWholeApp();
  admin = at.browser();
  const session = { checkerId: 'ada', name: 'Ada', roles: ['admin' as const], authAt: new Date() };
  admin.plant(`surety_staff=${await at.store.staffSessions.begin(session, new Date())}; Path=/casework`);
  person = at.browser();
  email = (await at.begin(person)).pathname;
}, 60_000);
afterAll(() => at?.close());

const rows = () => at.store.tools.db.collection<JourneyNoticeRow>('journey_notices');
beforeEach(async () => {
  await rows().deleteMany({});
  await at.store.journeyNotices.refresh();
});

const later = (hours: number) => ukWallTime(new Date(Date.now() + hours * 3_600_000));
const whole = () => ({
  ...{ id: randomId(), en: 'Slow today.', cy: 'Araf heddiw.', severity: 'information', where: 'all' },
  ...{ from: '', until: later(2), reason: 'text messages are late' },
});
const write = (fields: Record<string, string | string[]>) =>
  press(
    admin,
    '/casework/journey-notices',
    Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
    '/casework/journey-notices',
  );
const seen = async (address: string) =>
  [...(await (await person.request(address)).text()).matchAll(/<section class="surety-notice[\s\S]*?<\/section>/g)].map(
    ([section]) => section,
  );
const audited = (action: string) => at.store.tools.db.collection('audit').find({ action }).toArray();

test.each<[string, Record<string, string | string[]>]>([
  ['no English', { en: ' ' }],
  ['no Welsh', { cy: '' }],
  ['too long a text', { cy: 'a'.repeat(501) }],
  ['an end before its beginning', { from: later(3) }],
  ['an end that is past', { until: later(-1) }],
  ['an end that is no moment', { until: '2027-02-30T10:00' }],
  ['no end', { until: '' }],
  ['an end in a year', { until: later(24 * 365) }],
  ['no severity', { severity: 'shouting' }],
  ['nowhere chosen', { where: 'chosen' }],
  ['a step that there is not', { where: 'chosen', steps: ['email', '__proto__'] }],
  ['a field in place of a text', { 'en[$ne]': '1', en: [] }],
  ['an id that is none', { id: '../x' }],
  ['no reason', { reason: '' }],
  ['a person in its reason', { reason: 'rosa@people.example asked' }],
])('A notice with %s is not written, and what was typed is there', async (_what, fields) => {
  const answer = await write({ ...whole(), ...fields });
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain('class="nhsuk-error-summary"');
  expect(await rows().countDocuments()).toBe(0);
});

test('It is read in the person’s language as plain text, by nobody but people, and is audited with its reason', async () => {
  const markup = '<script>alert("{{ 7*7 }}")</script> & <b>';
  const fields = { ...whole(), en: markup, cy: 'Araf <i>heddiw', severity: 'important' };
  const answer = await write(fields);
  expect(answer.status).toBe(303);
  const [shown = '', ...more] = await seen(email);
  expect(more).toEqual([]);
  expect(shown).toContain('&lt;script&gt;alert(&quot;{{ 7*7 }}&quot;)&lt;/script&gt; &amp; &lt;b&gt;');
  expect(shown).toMatch(/role="region" aria-labelledby="notice-1">\s*<h2 [^>]*id="notice-1">Important</);
  expect((await seen(`${email}?lang=cy`))[0]).toMatch(/Pwysig[\s\S]*Araf &lt;i&gt;heddiw/);
  expect((await seen('/account/signed-out?lang=en')).length).toBe(1);
  expect([...(await seen('/help')), ...(await seen('/casework/sign-in'))]).toEqual([]);
  for (const page of ['/casework/journey-notices', answer.headers.get('location') ?? '']) {
    const text = await (await admin.request(page)).text();
    expect(text).toContain('&lt;script&gt;alert');
    expect(text).not.toMatch(/<script>alert|<i>heddiw/);
  }
  const [entry] = await audited('notice.written');
  expect(entry).toMatchObject({
    actor: { id: 'ada' },
    details: { notice: fields.id, where: ['all'], reason: fields.reason },
  });
});

test('One for chosen parts and steps is shown there alone; the important one stands first', async () => {
  await write({ ...whole(), en: 'At the account.', where: 'chosen', parts: ['account', 'face'] });
  await write({ ...whole(), en: 'Email first.', where: 'chosen', steps: ['email', 'email-code'] });
  await write({ ...whole(), en: 'Never there.', where: 'chosen', parts: 'document', steps: 'mobile' });
  await write({ ...whole(), en: 'Not yet.', from: later(1) });
  await write({ ...whole(), en: 'Everywhere.', severity: 'important', parts: ['face'] });
  const texts = async (address: string) => (await seen(address)).map((one) => /<p>([^<]*)</.exec(one)?.[1]);
  expect(await texts(email)).toEqual(['Everywhere.', 'Email first.']);
  expect(await texts('/account/signed-out')).toEqual(['Everywhere.', 'At the account.']);
});

test('A form sent twice at once writes one notice; another text under its id changes nothing', async () => {
  const fields = whole();
  const answers = await Promise.all([write(fields), write(fields)]);
  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  await write({ ...fields, en: 'Something else.' });
  expect((await rows().find().toArray()).map(({ text }) => text.en)).toEqual(['Slow today.']);
});

test('A mistake in it is put right in its place, with a reason, once; what is over stays as it is', async () => {
  const fields = { ...whole(), where: 'chosen', steps: 'email' };
  const page = `/casework/journey-notices/${fields.id}`;
  await write(fields);
  const form = await (await admin.request(`${page}/change`)).text();
  expect(form).toMatch(/>Slow today\.<\/textarea>[\s\S]*value="email" checked/);
  const change = (more: Record<string, string>) =>
    press(admin, `${page}/change`, Object.entries({ ...fields, id: 'form-of-change', ...more }), `${page}/change`);
  const wrong = await change({ en: ' ' });
  expect(await wrong.text()).toContain('Enter the text in English');
  const [{ status }] = await Promise.all([change({ en: 'Slow till noon.' }), change({ en: 'Slow till noon.' })]);
  expect(status).toBe(303);
  expect((await seen(email)).join()).toMatch(/Slow till noon\./);
  expect(await (await admin.request(page)).text()).toMatch(/Changed on .* by (Ada|ada)/);
  expect(await audited('notice.changed')).toMatchObject([
    { details: { where: ['step:email'], reason: fields.reason } },
  ]);

  await press(admin, page, [['reason', 'messages come again']]);
  await change({ en: 'Too late.', id: 'form-after-its-end' });
  expect((await admin.request(`${page}/change`)).status).toBe(303);
  expect((await rows().findOne({ _id: fields.id }))?.text.en).toBe('Slow till noon.');
});

test('It is ended at once, for a reason, and only once; what is over can be neither ended nor seen', async () => {
  const fields = whole();
  const page = `/casework/journey-notices/${fields.id}`;
  await write(fields);
  expect((await press(admin, page, [['reason', 'x']])).status).toBe(422);
  expect((await seen(email)).length).toBe(1);
  const end = () => press(admin, page, [['reason', 'messages come again']]);
  await Promise.all([end(), end()]);
  await end();
  expect(await seen(email)).toEqual([]);
  const ended = (await audited('notice.ended')).filter(({ details }) => details.notice === fields.id);
  expect(ended).toMatchObject([{ details: { reason: 'messages come again' } }]);
  expect(await (await admin.request(page)).text()).not.toContain('name="reason"');

  const past = { ...whole(), id: randomId() };
  await write(past);
  await rows().updateOne({ _id: past.id }, { $set: { until: new Date() } });
  await at.store.journeyNotices.refresh();
  expect(await seen(email)).toEqual([]);
  await press(admin, `/casework/journey-notices/${past.id}`, [['reason', 'messages come again']]);
  expect((await rows().findOne({ _id: past.id }))?.endedAt).toBeUndefined();
  expect((await press(admin, '/casework/journey-notices/nothing', [['reason', 'no such notice']])).status).toBe(404);
});
