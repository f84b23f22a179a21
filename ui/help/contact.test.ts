import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ticketLimits } from '../../domain/casework/tickets.js';
import { randomId } from '../../platform/random-id.js';
import { startUiApp, type UiApp } from '../../test/support/apps/ui-app.js';
import type { CookieBrowser } from '../../test/support/people/cookie-browser.js';
import { type SignedInPerson, signedInPerson } from '../../test/support/people/signed-in-person.js';
import { eventually } from '../../test/support/workflows/workflow-environment.js';

let at: UiApp;
let anna: SignedInPerson;
beforeAll(async () => {
  at = await startUiApp();
  anna = await signedInPerson(at, 'Anna', 'P5');
}, 60_000);
afterAll(() => at?.close());

const pdf = Buffer.from('%PDF-1.7 secret-contents');
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const words = 'My grandmother Rosa cannot find her code.';
const somebody = () => `rosa.${randomId().toLowerCase()}@example.org`;

const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

/** The form of the page as a browser fills it in. @param nonce of another form */
async function form(browser: CookieBrowser, fields: Record<string, string>, query = '', nonce?: string) {
  const page = await (await browser.request(`/help/contact${query}`)).text();
  const body = new FormData();
  const names = { csrf: hidden(page, 'csrf'), nonce: nonce ?? hidden(page, 'nonce'), from: hidden(page, 'from') };
  const all = { ...names, step: hidden(page, 'step'), category: 'signing-in', message: words, ...fields };
  for (const [name, value] of Object.entries(all)) body.append(name, value);
  return { page, body, nonce: all.nonce };
}

const send = (browser: CookieBrowser, body: FormData, headers: Record<string, string> = {}) =>
  browser.request('/help/contact', { method: 'POST', body, headers });

async function written(browser: CookieBrowser, fields: Record<string, string> = {}, files: Buffer[] = [], query = '') {
  const { body } = await form(browser, fields, query);
  for (const file of files) body.append('files', new Blob([new Uint8Array(file)]), 'rosa-passport.pdf');
  const answer = await send(browser, body);
  return { answer, number: /TK-\d{4}-\d{4}$/.exec(answer.headers.get('location') ?? '')?.[0] ?? '' };
}

const ticketsOf = (email: string) =>
  at.store.tools.db.collection('tickets').countDocuments({ emailKey: at.store.tools.lookup.lookup('email', email) });

/** A browser of staff, and a form of it. */
async function staff(name: string) {
  const now = new Date();
  const checkerId = await at.store.staff.signedIn({ issuer: 'x', subject: name, name, roles: ['support'] }, now);
  const token = await at.store.staffSessions.begin({ checkerId, name, roles: ['support'], skills: undefined }, now);
  const browser = at.browser();
  browser.plant(`surety_staff=${token}; Path=/casework`);
  const csrf = hidden(await (await browser.request('/casework/tickets')).text(), 'csrf');
  return {
    checkerId,
    open: (path: string) => browser.request(`/casework/tickets/${path}`),
    post: (path: string, fields: Record<string, string>) =>
      browser.request(`/casework/tickets/${path}`, { method: 'POST', body: new URLSearchParams({ csrf, ...fields }) }),
  };
}

describe('Writing to us', () => {
  test('without signing in makes one sealed ticket, confirmed by email, however often the form is sent', async () => {
    const browser = at.browser();
    const email = somebody();
    const change = { value: { hours: 24, answerHours: 12 }, at: new Date(), by: 'x', reason: 'x' };
    await at.store.serviceSettings.change('review-time', 0, change);
    const { page, body, nonce } = await form(browser, { email });
    expect(page).toContain('usually done within 12 hours');
    for (const file of [pdf, png]) body.append('files', new Blob([new Uint8Array(file)]), 'rosa-passport.exe');
    const answers = await Promise.all([send(browser, body), send(browser, body), send(browser, body)]);
    const places = new Set(answers.map((answer) => `${answer.status} ${answer.headers.get('location')}`));
    expect([...places]).toEqual([expect.stringMatching(/^303 \/help\/tickets\/TK-\d{4}-\d{4}$/)]);
    const number = [...places][0]?.slice(-12) ?? '';
    expect(await ticketsOf(email)).toBe(1);
    expect(await at.store.tools.db.collection('ticket_files').countDocuments({ ticket: number })).toBe(2);
    const sent = await eventually(async () => at.sent.find(({ to }) => to === email));
    expect(sent?.text).toContain(number);
    expect(at.sent.filter(({ to }) => to === email)).toHaveLength(1);
    expect(await (await browser.request(`/help/tickets/${number}`)).text()).toContain(number);
    // Another browser sees nothing of it, also where it sends the same form's number.
    expect((await at.browser().request(`/help/tickets/${number}`)).status).toBe(404);
    expect((await anna.browser.request(`/help/tickets/${number}`)).status).toBe(404);
    const other = at.browser();
    const replay = await send(other, (await form(other, { email: somebody() }, '', nonce)).body);
    expect(replay.headers.get('location')).not.toContain(number);
    const rows = await Promise.all(
      ['tickets', 'ticket_files', 'messages', 'rate_limits'].map((name) =>
        at.store.tools.db.collection(name).find().toArray(),
      ),
    );
    for (const text of [words, email, 'secret-contents', 'rosa-passport'])
      for (const said of [rows, at.logged]) expect(JSON.stringify(said)).not.toContain(text);
    expect(Buffer.from(JSON.stringify(rows)).includes(pdf.toString('base64').slice(0, 24))).toBe(false);
  });

  test('takes no file that is none of three kinds, too large or one too many, and keeps what was typed', async () => {
    const browser = at.browser();
    const email = somebody();
    const big = Buffer.concat([pdf, Buffer.alloc(ticketLimits.bytesEach)]);
    const odd = [
      Buffer.from('<svg onload=alert(1)>'),
      Buffer.from('MZ%PDF-'),
      Buffer.from(' %PDF-1.7'),
      Buffer.alloc(0),
    ];
    for (const files of [...odd.map((one) => [one]), [big], [pdf, pdf, pdf, pdf]]) {
      const { answer } = await written(browser, { email }, files);
      expect(answer.status).toBe(422);
      const html = await answer.text();
      expect(html).toContain('id="files-error"');
      expect(html).toContain(words);
    }
    const wrong: Record<string, string>[] = [
      { message: ' \r\n ' },
      { message: 'x'.repeat(4_001) },
      { category: 'x' },
      { email: 'rosa' },
      { email: '' },
    ];
    for (const one of wrong) expect((await written(browser, { email, ...one })).answer.status).toBe(422);
    expect(await ticketsOf(email)).toBe(0);
    expect(await at.store.tools.db.collection('ticket_files').countDocuments({ size: { $exists: true } })).toBe(0);
    // Line ends count as one character, as the page counts them.
    const lines = 'x\r\n'.repeat(ticketLimits.message / 2);
    expect((await written(browser, { email, message: lines })).answer.status).toBe(303);
  });

  test('is not done by another site, by no form, nor more than five times a day for an address', async () => {
    const browser = at.browser();
    const email = somebody();
    const { body } = await form(browser, { email });
    expect((await send(browser, body, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await send(browser, body, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await send(browser, (await form(browser, { email, csrf: 'x' })).body)).status).toBe(403);
    expect((await send(at.browser(), body)).status).toBe(403);
    const plain = { method: 'POST', body: new URLSearchParams({ email, message: words }) };
    expect((await browser.request('/help/contact', plain)).status).toBe(415);
    expect(await ticketsOf(email)).toBe(0);
    for (let times = 0; times < 5; times++) expect((await written(at.browser(), { email })).answer.status).toBe(303);
    const { answer } = await written(at.browser(), { email: email.toUpperCase() });
    expect(answer.status).toBe(429);
    expect(await answer.text()).toContain(words);
    expect(await ticketsOf(email)).toBe(5);
  });
});

describe('The journey that somebody writes about', () => {
  const journeyOf = async (accountId?: string) => {
    const whose = accountId ? { accountId } : {};
    const begun = { partnerId: at.partner._id, wanted: 'P9', language: 'en', started: true } as const;
    return (await at.store.journeys.open({ ...begun, ...whose, now: new Date() }))._id;
  };

  test('is named where it is theirs, and only if they want', async () => {
    const id = await journeyOf(anna.id);
    const query = `?from=/journey/${id}&step=document&reasons=photo_glare`;
    const { page } = await form(anna.browser, {}, query);
    expect(page).toContain(id);
    const named = await written(anna.browser, { journey: 'yes' }, [], query);
    expect(await at.store.tickets.byNumber(named.number)).toMatchObject({ journeyId: id, accountId: anna.id });
    const unnamed = await written(anna.browser, {}, [], query);
    expect((await at.store.tickets.byNumber(unnamed.number))?.journeyId).toBeUndefined();
  });

  test('is not another’s, of whom nothing is shown, however it is asked for', async () => {
    const [others, nobodys] = [await journeyOf('somebody-else'), await journeyOf()];
    const guest = at.browser();
    for (const browser of [anna.browser, guest]) {
      const nowhere = await form(browser, {}, '?from=/journey/no-such-journey-here');
      for (const id of [others, nobodys]) {
        const query = `?from=/journey/${id}`;
        const { page } = await form(browser, {}, query);
        const shown = (html: string) =>
          html.replace(/nonce="[^"]*"|name="(nonce|from)" value="[^"]*"|from=[^"&]*|href="\/journey[^"]*"/g, '');
        expect(shown(page)).toBe(shown(nowhere.page));
      }
    }
    const { number } = await written(guest, { email: somebody(), journey: 'yes', from: `/journey/${others}` });
    const ticket = await at.store.tickets.byNumber(number);
    expect(ticket).toBeDefined();
    expect(JSON.stringify(ticket)).not.toContain(others);
  });
});

describe('Staff of the role support', () => {
  test('read it with steps and reasons, answer once by email, download its files, and all of it is recorded', async () => {
    const begun = { partnerId: at.partner._id, wanted: 'P9', language: 'en', started: true } as const;
    const { _id: id } = await at.store.journeys.open({ ...begun, accountId: anna.id, now: new Date() });
    const step = { journeyId: id, at: new Date(), step: 'document' } as const;
    await at.store.journeyNotes.settle(
      { ...step, kind: 'entered' },
      { ...step, kind: 'reason', reason: 'photo_glare', key: 'a' },
    );
    const { number } = await written(anna.browser, { journey: 'yes' }, [pdf], `?from=/journey/${id}`);
    const [sam, kim] = [await staff('Sam'), await staff('Kim')];
    expect(await (await sam.open('')).text()).toContain(number);
    const page = await (await sam.open(number)).text();
    for (const text of [words, id, 'photo_glare', 'Came to the step', at.partner.name]) expect(page).toContain(text);
    expect(page).not.toContain(anna.email);
    const file = await sam.open(/files\/[\w-]+/.exec(page)?.[0] ? `${number}/${/files\/[\w-]+/.exec(page)?.[0]}` : '');
    expect(Buffer.from(await file.arrayBuffer())).toEqual(pdf);
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="${number}-1.pdf"`);
    expect(file.headers.get('content-security-policy')).toContain('sandbox');
    expect((await sam.open(`${number}/files/${randomId()}`)).status).toBe(404);
    expect((await sam.open('TK-0000-000x')).status).toBe(404);

    const answer = 'Ask her surgery.\n<b>Truly</b>';
    const both = await Promise.all([
      sam.post(`${number}/answer`, { answer, seen: '0', action: 'close' }),
      kim.post(`${number}/answer`, { answer: 'Something else', seen: '0', action: 'close' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 422]);
    expect((await sam.post(`${number}/answer`, { answer, seen: '1' })).status).toBe(422);
    const answers = () => at.sent.filter(({ to, text }) => to === anna.email && /Ask her|Something else/.test(text));
    await eventually(async () => answers()[0]);
    expect(answers()).toHaveLength(1);
    expect(answers()[0]?.html).not.toContain('<b>Truly');
    expect((await at.store.tickets.byNumber(number))?.state).toBe('closed');
    await sam.post(`${number}/state`, { action: 'open' });
    expect((await at.store.tickets.byNumber(number))?.state).toBe('open');
    expect(await (await anna.browser.request(`/help/tickets/${number}`)).text()).toContain('We have answered');
    const entries = await at.store.tools.db.collection('audit').find({ 'details.ticket': number }).toArray();
    const done = entries.filter(({ actor }) => actor.id === sam.checkerId).map(({ action }) => action);
    for (const action of ['ticket.viewed', 'ticket.file_downloaded', 'ticket.answered', 'ticket.opened'])
      expect(done).toContain(action);
    expect(entries.every(({ details }) => String(details.roles) === 'support')).toBe(true);

    await at.store.tickets.eraseAccount(anna.id, [anna.email]);
    expect(await at.store.tickets.byNumber(number)).toBeUndefined();
    expect(await at.store.tools.db.collection('ticket_files').countDocuments({ ticket: number })).toBe(0);
  });
});
