import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HandOff } from '../../store/journey/hand-offs.js';
import { formOf, submit } from '../../test/support/apps/ui-app.js';
import type { CookieBrowser } from '../../test/support/people/cookie-browser.js';
import {
  ask,
  at,
  atDocument,
  connected,
  joined,
  known,
  type Owner,
  openPages,
  pageOf,
  shown,
  signIn,
  standingOf,
  textOf,
  upload,
} from '../../test/support/people/two-screens.js';
import { eventually } from '../../test/support/workflows/workflow-environment.js';

/** Somebody whose case no test of theirs moves on. */
let settled: Owner;
beforeAll(async () => {
  await openPages();
  settled = await atDocument();
}, 60_000);
afterAll(() => at?.close());

describe('A phone', () => {
  test('takes all pictures without signing in, and the first screen goes on by itself', async () => {
    const owner = await atDocument();
    expect(await textOf(owner, 'document')).toContain(`href="${owner.base}/phone"`);
    const { phone, base } = await connected(owner);
    expect(await pageOf(owner.browser, owner.base)).toBe(`${owner.base}/phone`);
    expect(await pageOf(phone, base)).toBe(`${base}/document`);
    const guide = await (await phone.request(`${base}/document`)).text();
    expect(guide).toContain(`${base}/document-photo`);
    expect(guide).not.toContain(owner.base);

    const sent = await upload(phone, `${base}/document-photo`);
    expect(sent.headers.get('location')).toMatch(new RegExp(`^${base}/`));
    await eventually(async () => (await pageOf(owner.browser, owner.base)).endsWith('/face-consent'));
    expect(await pageOf(phone, base)).toBe(`${base}/done`);
    for (const page of ['face-consent', 'in-review', 'return', 'details', 'leave']) {
      expect(await pageOf(phone, `${base}/${page}`)).toBe(`${base}/done`);
    }
    await submit(owner.browser, `${owner.base}/face-consent`, { agreed: 'yes' });
    expect(await pageOf(owner.browser, owner.base)).toBe(`${owner.base}/phone`);
    expect(await pageOf(phone, `${base}/done`)).toBe(`${base}/face`);
    await upload(phone, `${base}/face-scan`);
    await eventually(async () => (await pageOf(owner.browser, owner.base)).endsWith('/return'));
    // The case goes on to its next step a moment before its hand-off is ended.
    await eventually(async () =>
      (await (await phone.request(`${base}/done`)).text()).includes('You have finished on this phone'),
    );
    const actions = (
      await at.store.audit.ofCase(String((await at.store.handOffs.byId(base.slice(10)))?.caseId), 50)
    ).map(({ action }) => action);
    expect(actions).toContain('hand_off.connected');
  });

  test('names the account, masked, and the partner, and looking at its link changes nothing', async () => {
    const owner = settled;
    const { link, _id } = await shown(owner);
    for (const method of ['GET', 'HEAD', 'GET']) {
      const answer = await at.browser().request(link, { method });
      expect(answer.status).toBe(200);
      if (method === 'HEAD') continue;
      const page = await answer.text();
      expect(page).toContain('p•••');
      expect(page).toContain(`ending ${owner.mobile.slice(-3)}`);
      expect(page).toContain('Example surgery');
      expect(page).not.toContain(owner.email);
      expect(page).not.toContain(owner.mobile);
    }
    expect((await at.store.handOffs.byId(_id))?.joinedAt).toBeUndefined();
    expect(await standingOf(owner)).toBe('waiting');
    for (const address of [
      `/hand-off/start/${_id}.x`,
      `/hand-off/start/${_id}`,
      '/hand-off/start/x.y',
      `/hand-off/${_id}`,
    ]) {
      expect((await at.browser().request(address)).status).toBe(404);
    }
  });

  test('may do nothing but take pictures: its cookie reaches no other page, and opens none', async () => {
    const owner = settled;
    const { phone, base } = await connected(owner);
    expect(
      phone
        .cookies()
        .filter(({ name }) => name.includes('phone'))
        .map(({ path }) => path),
    ).toEqual([base]);
    const cookie = phone
      .cookies()
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    for (const address of [
      owner.base,
      `${owner.base}/document-photo`,
      `${owner.base}/phone`,
      '/account',
      '/account/stay',
    ]) {
      const answer = await fetch(at.url + address, { headers: { cookie, accept: 'text/html' }, redirect: 'manual' });
      expect([address, [303, 401].includes(answer.status)]).toEqual([address, true]);
      expect(answer.headers.get('location') ?? '/authorize').toMatch(/^\/authorize/);
    }
    for (const action of ['cancel', 'leave', 'face-consent']) {
      const secrets = await formOf(await phone.request(`${base}/document-photo`));
      const answer = await phone.request(`${base}/${action}`, { method: 'POST', body: new URLSearchParams(secrets) });
      expect(answer.status).toBe(404);
    }
    expect(await standingOf(owner)).toBe('connected');
  });

  test('that comes second finds the link used; the first keeps it', async () => {
    const owner = settled;
    const { link, _id } = await shown(owner);
    const phones = Array.from({ length: 6 }, () => at.browser());
    const forms = await Promise.all(phones.map(async (phone) => formOf(await phone.request(link))));
    const answers = await Promise.all(
      phones.map((phone, index) => phone.request(link, { method: 'POST', body: new URLSearchParams(forms[index]) })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410, 410, 410, 410, 410]);
    const first = phones[answers.findIndex(({ status }) => status === 303)] as CookieBrowser;
    const again = await first.request(link);
    expect(again.status).toBe(410);
    expect(await again.text()).toContain(`/hand-off/${_id}`);
    expect(await pageOf(first, `/hand-off/${_id}`)).toBe(`/hand-off/${_id}/number`);
    const second = phones.find((phone) => phone !== first) as CookieBrowser;
    expect((await second.request(`/hand-off/${_id}/number`)).status).toBe(404);
  });

  test('that types another number is out for good, and the first screen says so', async () => {
    const owner = settled;
    const { phone, base, number } = await joined(owner);
    expect(await textOf(owner)).toContain(`>${number}<`);
    for (const nothing of ['', 'abc', '1', '123']) {
      expect((await submit(phone, `${base}/number`, { number: nothing })).status).toBe(422);
    }
    const secrets = await formOf(await phone.request(`${base}/number`));
    const send = (typed: string) =>
      phone.request(`${base}/number`, { method: 'POST', body: new URLSearchParams({ ...secrets, number: typed }) });
    await send(number === '42' ? '43' : '42');
    await send(number);
    const over = await phone.request(base);
    expect(over.status).toBe(410);
    expect(await over.text()).toContain('not the number on the other screen');
    expect(await standingOf(owner)).toBe('wrong');
    expect(await textOf(owner)).toContain('A wrong number was typed');
    expect((await upload(phone, `${base}/document-photo`)).status).toBe(410);
    expect((await at.store.cases.liveOf(owner.id))?.attempts.document).toBe(0);
  });

  test('that is signed in as somebody else is not let in', async () => {
    const owner = settled;
    const { link } = await shown(owner);
    const phone = at.browser();
    const other = await known();
    await signIn(phone, await at.begin(phone), other.email);
    const answer = await phone.request(link);
    expect(answer.status).toBe(410);
    expect(await answer.text()).toContain('another account');
    expect(await standingOf(owner)).toBe('waiting');
  });
});

describe('A hand-off ends', () => {
  const isOut = async (phone: CookieBrowser, base: string) => {
    const answer = await upload(phone, `${base}/document-photo`);
    expect([answer.status, (await phone.request(base)).status]).toEqual([410, 410]);
  };

  test('when the owner goes on at the first screen, by its button or by sending a picture there', async () => {
    const owner = await atDocument();
    const first = await connected(owner);
    expect((await ask(owner, 'here')).headers.get('location')).toBe(`${owner.base}/document`);
    await isOut(first.phone, first.base);
    expect(await pageOf(owner.browser, owner.base)).toBe(`${owner.base}/document`);

    const second = await connected(owner);
    const secrets = await formOf(await owner.browser.request(`${owner.base}/phone`));
    await upload(owner.browser, `${owner.base}/document-photo`);
    await isOut(second.phone, second.base);

    // Where no picture is asked for, none can be begun.
    await eventually(async () => (await pageOf(owner.browser, owner.base)).endsWith('/face-consent'));
    expect(await pageOf(owner.browser, `${owner.base}/phone`)).toBe(`${owner.base}/face-consent`);
    const body = new URLSearchParams({ ...secrets, action: 'show' });
    const late = await owner.browser.request(`${owner.base}/phone`, { method: 'POST', body });
    expect(late.headers.get('location')).toBe(owner.base);
  });

  test('when its 15 minutes are over, for links and for phones', async () => {
    const owner = settled;
    const { phone, base, _id } = await connected(owner);
    const rows = at.store.tools.db.collection<HandOff>('hand_offs');
    await rows.updateOne({ _id }, { $set: { expiresAt: new Date() } });
    await isOut(phone, base);
    expect(await standingOf(owner)).toBe('up');
    const { link, _id: next } = await shown(owner);
    await rows.updateOne({ _id: next }, { $set: { expiresAt: new Date() } });
    expect((await at.browser().request(link)).status).toBe(410);
  });

  test('when another is begun, when the phone stops, when the account is blocked, and when the owner signs out', async () => {
    const owner = await atDocument();
    const first = await connected(owner);
    await ask(owner, 'stop');
    const second = await connected(owner);
    await isOut(first.phone, first.base);
    await submit(second.phone, `${second.base}/document-photo`, {});
    const secrets = await formOf(await second.phone.request(`${second.base}/document-photo`));
    await second.phone.request(`${second.base}/stop`, { method: 'POST', body: new URLSearchParams(secrets) });
    await isOut(second.phone, second.base);
    const third = await connected(owner);
    const accounts = at.store.tools.db.collection<{ _id: string }>('accounts');
    await accounts.updateOne({ _id: owner.id }, { $set: { blocked: true } });
    await isOut(third.phone, third.base);
    await accounts.updateOne({ _id: owner.id }, { $set: { blocked: false } });

    const last = await connected(owner);
    await at.store.oidc.endSessions(owner.id);
    await isOut(last.phone, last.base);
    expect((await at.store.evidence.list(last.caseId)).filter(({ slot }) => slot === 'document')).toEqual([]);
  });
});

describe('The first screen', () => {
  test('is the owner’s alone: another person sees neither code nor number, and another browser of theirs has its own', async () => {
    const owner = settled;
    await joined(owner);
    const stranger = await atDocument();
    for (const page of ['phone', 'phone?state=1']) {
      expect((await stranger.browser.request(`${owner.base}/${page}`)).status).toBe(403);
    }
    const second = at.browser();
    await signIn(second, await at.begin(second, { vtr: '["P9.Cp.Cd"]' }), owner.email);
    expect(await textOf({ ...owner, browser: second })).toContain('data-hand-off="none"');
    expect(await standingOf(owner)).toBe('joined');
    await connected(owner);
    expect(await pageOf(owner.browser, `${owner.base}/document`)).toBe(`${owner.base}/phone`);
    expect(await pageOf(second, `${owner.base}/document`)).toBe(`${owner.base}/document`);
  });

  test('draws the code without inline style or script, within its policy', async () => {
    const owner = settled;
    await shown(owner);
    const answer = await owner.browser.request(`${owner.base}/phone`);
    const page = await answer.text();
    expect(page).toMatch(/<svg class="surety-scan__code" viewBox="0 0 \d+ \d+"/);
    expect(page).not.toMatch(/ style=|<style/);
    expect(answer.headers.get('content-security-policy')).toContain("style-src 'self'");
    expect(page).toContain('<meta http-equiv="refresh"');
    expect(page).not.toContain('/hand-off/start/');
  });

  test('sends the link to the account’s own number and address, once each, and to nobody else', async () => {
    const owner = settled;
    const texts = (to: string) =>
      at.sent.filter((message) => message.to === to && message.text.includes('/hand-off/start/'));
    for (const action of ['sms', 'sms', 'email']) {
      const answer = await submit(owner.browser, `${owner.base}/phone`, {
        action,
        to: 'other@example.com',
        mobile: '+447700900999',
      });
      expect(answer.headers.get('location')).toBe(`${owner.base}/phone?sent=${action}`);
    }
    await eventually(async () => texts(owner.mobile).length === 1 && texts(owner.email).length === 1);
    const link = /https?:\/\/\S+\/hand-off\/start\/\S+/.exec(texts(owner.email)[0]?.text ?? '')?.[0] ?? '';
    expect((await at.browser().request(new URL(link).pathname)).status).toBe(200);
    expect(at.logged.join('\n')).not.toContain(link.split('.').at(-1));
  });

  test('cannot be made to begin one by another site', async () => {
    const owner = settled;
    await ask(owner, 'stop');
    const secrets = await formOf(await owner.browser.request(`${owner.base}/phone`));
    const body = new URLSearchParams({ ...secrets, action: 'show' });
    const headers = { 'sec-fetch-site': 'cross-site' };
    expect((await owner.browser.request(`${owner.base}/phone`, { method: 'POST', body, headers })).status).toBe(403);
    expect(await standingOf(owner)).toBe('ended');
  });
});
