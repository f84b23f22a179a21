import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { type PortalApp, send, startPortalApp } from '../../test/support/apps/portal-app.js';
import { partnerKey, RelyingParty } from '../../test/support/partners/relying-party.js';
import { CookieBrowser } from '../../test/support/people/cookie-browser.js';
import { decompressionBomb } from '../../test/support/pictures/bad-pictures.js';

let at: PortalApp;
beforeAll(async () => {
  at = await startPortalApp('sandbox');
});
afterAll(() => at?.close());

const textOf = async (browser: CookieBrowser, page: string) => (await browser.request(page)).text();

/** Somebody's new service. @returns its address and id */
async function service(browser: CookieBrowser, name = 'Riverside Health') {
  const { to } = await send(browser, '/portal/new', { name }, { upload: true });
  const base = to.replace(/\?.*/, '');
  return { base, id: base.split('/').at(-1) ?? '' };
}

const list = (list: string, address: string) => ({ list, [list]: address });
const redirect = 'https://riverside.example/callback';
const actions = async (id: string) => (await at.store.audit.ofService(id, 100)).map(({ action }) => action).sort();

describe('Registering a service', () => {
  let refused: Awaited<ReturnType<typeof service>> & { browser: CookieBrowser };
  beforeAll(async () => {
    const { browser } = await at.person();
    refused = { browser, ...(await service(browser)) };
  });

  test('is done in the portal alone, and then people sign in to it', async () => {
    const { browser, id: accountId } = await at.person();
    const { base, id } = await service(browser);
    expect(await textOf(browser, base)).toContain('Not complete yet');
    const { privateKey, jwk } = await partnerKey();
    await send(browser, `${base}/addresses`, list('redirectUris', redirect));
    await send(browser, `${base}/entry`, { entryPage: 'https://riverside.example/' });
    await send(browser, `${base}/access`, { vectors: ['P0.Cp.Cd'], scopes: ['email'] });
    const added = await send(browser, `${base}/keys`, { action: 'add', key: JSON.stringify(jwk) }, { upload: true });
    expect(added.to).toBe(`${base}/keys?done=saved`);
    expect(await textOf(browser, base)).toContain('Works');

    const partner = { _id: id, redirectUris: [redirect] };
    const party = await RelyingParty.discover(at.issuer, partner, privateKey);
    at.behaviour.accountId = accountId;
    const { claims, tokens } = await party.signIn(new CookieBrowser(at.issuer), { scope: 'openid email' });
    expect(claims).toMatchObject({ sub: accountId, vot: 'P0.Cp.Cd' });
    expect(await party.userinfo(tokens.access_token, accountId)).toHaveProperty('email');
    expect(await actions(id)).toEqual([
      'service.access_changed',
      'service.address_added',
      'service.created',
      'service.entry_changed',
      'service.key_added',
    ]);

    await send(browser, `${base}/close`, { name: 'Riverside Health' });
    await expect(party.signIn(new CookieBrowser(at.issuer))).rejects.toThrow('no way back');
  });

  test.each([
    ['redirectUris', 'http://riverside.example/cb', 'must begin with https://'],
    ['redirectUris', 'https://*.riverside.example/cb', 'must not contain *'],
    ['redirectUris', 'https://riverside.example/cb?a=b', 'question mark'],
    ['redirectUris', 'https://riverside.example/cb#a', 'must not contain #'],
    ['redirectUris', 'https://anna:secret@riverside.example/', 'user name or a password'],
    ['redirectUris', 'riverside.example', 'not a whole web address'],
    ['redirectUris', 'javascript:alert(1)', 'must begin with https://'],
    ['postLogoutRedirectUris', '', 'Enter an address'],
  ])('refuses for %s %j, and says why beside the field', async (name, address, words) => {
    const { browser, base, id } = refused;
    const { status, text } = await send(browser, `${base}/addresses`, list(name, address));
    expect(status).toBe(422);
    expect(text.split(`id="${name}-error"`)[1]).toContain(words);
    expect((await at.store.clients.registration(id))?.redirectUris).toEqual([]);
  });

  test('refuses keys that will not do, and never shows a private one again', async () => {
    const { browser, base } = refused;
    const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });
    const weak = rsa(1024).publicKey.export({ format: 'pem', type: 'spki' });
    const pem = { format: 'pem', type: 'pkcs8' } as const;
    const secret = rsa(2048).privateKey.export(pem);
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'pem', type: 'spki' });
    const refusals: [string, string][] = [
      [String(weak), 'too short'],
      [String(secret), 'private key'],
      [String(ec), 'cannot sign by the algorithm'],
      ['hello', 'not a key that Surety can read'],
      ['{"keys":[]}', 'more than one key'],
    ];
    for (const [key, words] of refusals) {
      const { text } = await send(browser, `${base}/keys`, { action: 'add', key }, { upload: true });
      expect(text.split('id="key-error"')[1]).toContain(words);
      expect(text).not.toContain(String(secret).split('\n')[1]);
    }
  });
});

describe('The people of a service', () => {
  test('come by an invitation for their own address, and do what their role allows', async () => {
    const [owner, guest, stranger] = [await at.person(), await at.person(), await at.person()];
    const { base, id } = await service(owner.browser);
    const invited = await send(owner.browser, `${base}/people`, {
      action: 'invite',
      email: guest.email,
      role: 'viewer',
    });
    expect(invited.to).toBe(`${base}/people?done=invited`);
    expect(at.started.at(-1)).toMatch(/^message-portal-invitation-/);
    expect((await stranger.browser.request(base)).status).toBe(404);
    const from = '/portal/new';
    await send(stranger.browser, '/portal', { action: 'accept', service: id }, { from });
    expect((await stranger.browser.request(base)).status).toBe(404);

    expect(await textOf(guest.browser, '/portal')).toContain('Riverside Health');
    await send(guest.browser, '/portal', { action: 'accept', service: id });
    expect(await textOf(guest.browser, base)).toContain('viewer');
    await send(guest.browser, `${base}/addresses`, list('redirectUris', redirect), { from });
    await send(guest.browser, `${base}/people`, { action: 'role', id: guest.id, role: 'owner' });
    expect((await at.store.clients.registration(id))?.redirectUris).toEqual([]);
    expect(await textOf(guest.browser, `${base}/people`)).not.toContain('Invite somebody');

    await send(owner.browser, `${base}/people`, { action: 'role', id: guest.id, role: 'developer' });
    await send(guest.browser, `${base}/addresses`, list('redirectUris', redirect));
    expect((await at.store.clients.registration(id))?.redirectUris).toEqual([redirect]);
    expect((await send(owner.browser, `${base}/people`, { action: 'leave' })).to).toContain('last_owner');
    await send(owner.browser, `${base}/people`, { action: 'remove', id: guest.id });
    expect((await guest.browser.request(base)).status).toBe(404);
    const told = await textOf(owner.browser, `${base}/history`);
    expect(told).toContain(guest.email);
    expect(JSON.stringify(await at.store.audit.ofService(id, 100))).not.toContain('@example.com');
  });

  test('sign in first, and then see the page that they came for', async () => {
    const { browser, id } = await at.person();
    const { base } = await service(browser);
    at.behaviour.accountId = id;
    const { at: page } = await new CookieBrowser(at.issuer).open(`${base}/keys`);
    expect(page.pathname).toBe(`${base}/keys`);
  });

  test('are asked for the form’s own token', async () => {
    const { browser } = await at.person();
    const body = new FormData();
    body.append('name', 'x');
    const answer = await browser.request('/portal/new', { method: 'POST', body });
    expect(answer.status).toBe(403);
  });
});

test('The operator’s partners are seen by the people an admin invites, and changed by nobody', async () => {
  const [owner, admin] = [await at.person(), await at.admin()];
  const { jwk } = await partnerKey();
  const { _id } = await at.addPartner(jwk);
  await send(admin, `/casework/partners/${_id}`, { action: 'invite', email: owner.email });
  await send(owner.browser, '/portal', { action: 'accept', service: _id });
  const base = `/portal/services/${_id}`;
  const shown = await textOf(owner.browser, `${base}/addresses`);
  expect(shown).toContain('https://partner.example/callback');
  expect(shown).not.toContain('<input class="nhsuk-input');
  const from = '/portal/new';
  await send(owner.browser, `${base}/addresses`, list('redirectUris', redirect), { from });
  await send(owner.browser, `${base}/close`, { name: 'Example partner' }, { from });
  expect(await at.store.partners.byId(_id)).toMatchObject({ redirectUris: ['https://partner.example/callback'] });
});

test('A picture is drawn anew before anybody sees it, and anything else is refused', async () => {
  const { browser } = await at.person();
  const { base, id } = await service(browser);
  const png = await sharp({ create: { width: 900, height: 300, channels: 4, background: '#0b4f57' } })
    .png()
    .toBuffer();
  const upload = (bytes: Uint8Array) =>
    send(browser, `${base}/branding`, { action: 'logo', logo: new Blob([bytes as never]) }, { upload: true });
  expect((await upload(Buffer.concat([png, Buffer.from('<script>')]))).to).toContain('done=saved');
  const logo = (await at.store.clients.registration(id))?.logo ?? '';
  const served = await browser.request(`/logos/${logo}`);
  expect(served.headers.get('content-type')).toBe('image/png');
  const bytes = Buffer.from(await served.arrayBuffer());
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 288, height: 96, format: 'png' });
  expect(bytes.includes('<script>')).toBe(false);
  for (const [wrong, words] of [
    [Buffer.from('<svg onload="alert(1)"/>'), 'must be a PNG'],
    [png.subarray(0, 200), 'could not be read'],
    [decompressionBomb(), 'could not be read'],
    [Buffer.alloc(500_001), 'smaller than 500 kB'],
  ] as const) {
    expect((await upload(wrong)).text.split('id="logo-error"')[1]).toContain(words);
  }
  await send(browser, `${base}/branding`, { action: 'remove' }, { upload: true });
  expect((await browser.request(`/logos/${logo}`)).status).toBe(404);
});
