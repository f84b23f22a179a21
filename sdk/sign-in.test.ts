import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { examplePerson, type ProviderApp, raise, startProviderApp } from '../test/support/apps/provider-app.js';
import { type SdkPartner, startSdkPartner } from '../test/support/partners/sdk-partner.js';

let app: ProviderApp;
let site: SdkPartner;
let time = 0;

beforeAll(async () => {
  app = await startProviderApp();
  const surety = { scope: 'openid email profile profile_extended', clock: () => new Date(Date.now() + time) };
  site = await startSdkPartner({ app, surety });
});
afterAll(async () => {
  await site.close();
  await app.close();
});
beforeEach(async () => {
  time = 0;
  site.problems.length = 0;
  app.shown.length = 0;
  const accountId = await app.addAccount();
  Object.assign(app.behaviour, { accountId, refuseConsent: false, prove: async () => {} });
});

/** The person's record matches, or they are compared with their document, while they are at Surety. */
const proves = (level: 'P5' | 'P9') => {
  app.behaviour.prove = () => raise(app.store, app.behaviour.accountId, level, person());
};
let people = 0;
const person = () => ({ ...examplePerson, nhsNumber: `90000${String(++people).padStart(5, '0')}` });

describe('A sign-in with the SDK', () => {
  it('ends at the page that it began for, with typed claims', async () => {
    proves('P9');
    const visitor = site.visitor();
    const { at } = await visitor.open('/surety/sign-in?level=P9&return_to=%2Fwho%3Fa%3D1');
    expect(at.href).toBe(`${site.url}/who?a=1`);
    expect(await visitor.session()).toMatchObject({
      level: 'P9',
      vector: 'P9.Cp.Cd',
      claims: { family_name: 'Exempli', given_name: 'Anna Maria', birthdate: '1985-04-12', email_verified: true },
      verified: expect.arrayContaining(['nhs_number', 'family_name', 'birthdate', 'email']),
      verification: { trust_framework: 'uk_dapb3051', assurance_level: 'P9' },
    });
  });

  it('tells what the person typed from what was proved', async () => {
    proves('P5');
    const visitor = site.visitor();
    await visitor.open('/surety/sign-in?level=P5');
    const session = await visitor.session();
    expect(session?.claims.family_name).toBe('Exempli');
    expect(session?.verified).toContain('email');
    expect(session?.verified).not.toContain('family_name');
  });

  it('takes a person up to the level that a page needs, and back to that page', async () => {
    const visitor = site.visitor();
    await visitor.open('/surety/sign-in');
    expect((await visitor.session())?.level).toBe('P0');
    proves('P9');
    const { at, response } = await visitor.open('/records?year=2026');
    expect(at.href).toBe(`${site.url}/records?year=2026`);
    expect(await response.json()).toMatchObject({ level: 'P9' });
    expect(app.shown.filter(({ prompt }) => prompt === 'login')).toHaveLength(1);
  });

  it('does not begin for a form: what was typed would be lost', async () => {
    const handled = await site.handlers.require(new Request(`${site.url}/records`, { method: 'POST' }), 'P9');
    expect(handled).toMatchObject({ status: 401 });
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/%09//evil.example',
    '////x',
  ])('leads to no other site: %s', async (returnTo) => {
    const page = await site.visitor().here.request(`/surety/closing?return_to=${encodeURIComponent(returnTo)}`);
    const [, href = ''] = /<a href="([^"]*)"/.exec(await page.text()) ?? [];
    expect(new URL(href, site.url).origin).toBe(site.url);
  });

  it('leads home where another site began it', async () => {
    const { at } = await site.visitor().open('/surety/sign-in?return_to=https%3A%2F%2Fevil.example');
    expect(at.href).toBe(`${site.url}/`);
  });

  it('refuses a vector that it did not ask for', async () => {
    const { address, pending } = await site.surety.begin({ level: 'P0' });
    const { left } = await site.visitor().there.open(address.href);
    const finished = site.surety.finish(left ?? '', { ...pending, vectors: ['P9.Cp.Cd'] });
    await expect(finished).rejects.toMatchObject({ code: 'level_not_met', wire: 'P0.Cp.Cd' });
  });
});

describe('An answer is refused', () => {
  it('with a state that this browser did not send', async () => {
    const visitor = site.visitor();
    const answer = await visitor.answer();
    answer.searchParams.set('state', 'x'.repeat(43));
    const { response } = await visitor.open(answer.href);
    expect(await response.text()).toContain('This sign-in is over');
    expect(site.problems).toEqual(['sign_in_lost']);
    expect(await visitor.session()).toBeNull();
  });

  it('in another browser than the one that asked', async () => {
    const answer = await site.visitor().answer();
    const thief = site.visitor();
    await thief.open(answer.href);
    expect(site.problems).toEqual(['sign_in_lost']);
    expect(await thief.session()).toBeNull();
  });

  it('when it comes a second time, even with the cookie put back', async () => {
    const visitor = site.visitor();
    const answer = await visitor.answer();
    const stolen = visitor.here.clone();
    await visitor.open(answer.href);
    expect(await visitor.session()).not.toBeNull();
    const replayed = await stolen.request(answer);
    expect(await replayed.text()).toContain('Sign-in did not work');
    expect(site.problems).toEqual(['answer_not_valid']);
  });

  it('when its code is for another sign-in of the same browser', async () => {
    const visitor = site.visitor();
    const [one, two] = [await visitor.answer(), await visitor.answer()];
    one.searchParams.set('code', two.searchParams.get('code') ?? '');
    await visitor.open(one.href);
    expect(site.problems).toEqual(['answer_not_valid']);
    expect(await visitor.session()).toBeNull();
  });

  it('when it names another issuer', async () => {
    const visitor = site.visitor();
    const answer = await visitor.answer();
    answer.searchParams.set('iss', 'https://evil.example');
    await visitor.open(answer.href);
    expect(site.problems).toEqual(['answer_not_valid']);
  });

  it('when the browser waited longer than Surety would have', async () => {
    const visitor = site.visitor();
    const answer = await visitor.answer();
    time = 14 * 3_600_000;
    await visitor.open(answer.href);
    expect(site.problems).toEqual(['sign_in_lost']);
  });

  it('when the cookie was altered', async () => {
    const visitor = site.visitor();
    const answer = await visitor.answer();
    const [cookie] = visitor.here.cookies();
    const { name = '', value = '' } = cookie ?? {};
    const middle = Math.floor(value.length / 2);
    visitor.here.plant(
      `${name}=${value.slice(0, middle)}${value[middle] === 'A' ? 'B' : 'A'}${value.slice(middle + 1)}; Path=/`,
    );
    await visitor.open(answer.href);
    expect(site.problems).toEqual(['sign_in_lost']);
  });
});

describe('A person who is not signed in', () => {
  it('reads why, with a way on and a way back', async () => {
    app.behaviour.refuseConsent = true;
    const { response } = await site.visitor().open('/surety/sign-in?level=P0&return_to=%2Fwho');
    const text = await response.text();
    expect(site.problems).toEqual(['user_cancelled']);
    expect(text).toContain('href="/surety/sign-in?return_to=%2Fwho&amp;level=P0"');
    expect(text).toContain('href="/who"');
  });

  it('reads it in Welsh, where their browser asks for it', async () => {
    app.behaviour.refuseConsent = true;
    const visitor = site.visitor();
    const answer = await visitor.answer();
    const response = await visitor.here.request(answer, { headers: { 'accept-language': 'cy' } });
    expect(await response.text()).toContain('Nid ydych wedi mewngofnodi');
  });

  it('is told by a code when no page was allowed', async () => {
    const { address, pending } = await site.surety.begin({ prompt: 'none' });
    const { left } = await site.visitor().there.open(address.href);
    const finished = site.surety.finish(left ?? '', pending);
    await expect(finished).rejects.toMatchObject({ code: 'login_required', advice: 'ask-with-pages' });
  });

  it('goes home from an old answer once they are signed in', async () => {
    const visitor = site.visitor();
    const answer = await visitor.answer();
    await visitor.open(answer.href);
    const { at } = await visitor.open(answer.href);
    expect(at.pathname).toBe('/');
    expect(site.problems).toEqual([]);
  });

  it('keeps no more than four sign-ins under way', async () => {
    const visitor = site.visitor();
    for (let tab = 0; tab < 6; tab++) await visitor.here.request('/surety/sign-in');
    expect(visitor.here.cookieNames().filter((name) => name.startsWith('surety-signin-'))).toHaveLength(4);
  });

  it('is known all the same where Surety sends a letter, and is not sent to and fro for the page that needs more', async () => {
    const lettered = await startSdkPartner({ app, registered: { returnCodes: true }, surety: { scope: 'openid' } });
    const visitor = lettered.visitor();
    const { response } = await visitor.open('/records');
    expect(await response.text()).toContain('href="/surety/sign-in?return_to=%2Frecords&amp;level=P9"');
    expect(await visitor.session()).toMatchObject({ level: 'P0', unfinished: 'verification_pending' });
    proves('P9');
    expect((await visitor.open('/records')).response.status).toBe(200);
    await lettered.close();
  });
});
