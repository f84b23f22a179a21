import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decompressionBomb, scriptedDrawing, withHugeExif } from '../support/bad-pictures.js';
import { partnerApi } from '../support/partner-api.js';
import { ownPatient } from '../support/patients.js';
import { withPassport } from '../support/people.js';
import { newestCode, type Person } from '../support/person.js';
import { type Product, startProduct } from '../support/product.js';
import { visitTo } from '../support/visit.js';
import { filesBody, formsOf, headingOf, mainForm, Visitor } from '../support/visitor.js';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ env: { TRUST_PROXY: 'loopback' } });
}, 180_000);
afterAll(() => product?.stop(), 60_000);

/** Somebody at a page, on the way to a level. */
async function at(page: string, level = 'P9', person: Person = ownPatient(product)) {
  const visitor = new Visitor(product);
  await visitor.open(`${product.devUrl}/login?level=${level}`);
  await visitTo(page, visitor, person);
  return { visitor, person, address: visitor.page.url.href };
}

/** The address that leads to wherever the person is now. */
const journeyOf = ({ page }: Visitor) => page.url.href.split('/').slice(0, 5).join('/');

const textOf = ({ page }: Visitor) => page.html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('A file that is no photo of a passport', () => {
  let visitor: Visitor;
  let person: Person;
  let address: string;
  beforeAll(async () => {
    ({ visitor, person, address } = await at('document-photo', 'P9', await withPassport(ownPatient(product), 0)));
  }, 60_000);

  test.each([
    ['text named as a picture', Buffer.from('I am not an image. '.repeat(400)), 'must be a JPEG, PNG or WebP'],
    ['a drawing with a script', scriptedDrawing, 'must be a JPEG, PNG or WebP'],
    ['an empty file', Buffer.alloc(0), 'Take a photo, or choose one'],
    [
      'a picture of 12 MB',
      Buffer.concat([Buffer.of(0xff, 0xd8, 0xff), Buffer.alloc(12_000_000)]),
      'smaller than 10 MB',
    ],
  ])('%s is refused beside the field, and can be tried again', async (_, file, advice) => {
    await visitor.open(address);
    await visitor.upload('photo', [file]);
    expect(visitor.page).toMatchObject({ name: 'document-photo', status: 422 });
    expect(textOf(visitor)).toContain(advice);
    expect(visitor.page.html).not.toContain('ours now');
  });

  test('50 MB are refused with what to do, and the person is still at their step', async () => {
    await visitor.open(address);
    await visitor.upload('photo', [Buffer.alloc(50_000_000, 7)]);
    expect(visitor.page.status).toBe(413);
    expect(textOf(visitor)).toMatch(/smaller than 10 MB/);
    await visitor.open(journeyOf(visitor));
    expect(visitor.page.name).toBe('document');
  });

  test('a form of another kind is refused as such', async () => {
    await visitor.open(address);
    const { hidden } = mainForm(visitor.page);
    const send = (type: string, body: string) =>
      visitor.request(address, { method: 'POST', headers: { 'content-type': type }, body });
    expect((await send('application/x-www-form-urlencoded', String(new URLSearchParams(hidden)))).status).toBe(415);
    expect((await send('application/json', JSON.stringify(hidden))).status).toBe(415);
    const cut = await send('multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="photo"');
    expect(cut.status).toBe(403);
    await visitor.open(journeyOf(visitor));
    expect(visitor.page.name).toBe('document');
  });

  test('a decompression bomb costs one try and no more', async () => {
    await visitor.open(address);
    await visitor.upload('photo', [decompressionBomb()]);
    await visitTo('document', visitor, person);
    expect(textOf(visitor)).toContain('too many pixels');
  }, 60_000);

  test('a passport with megabytes of EXIF is read all the same', async () => {
    await visitor.open(address);
    await visitor.upload('photo', [withHugeExif(person.passport ?? Buffer.alloc(0), 3)]);
    await visitTo('face-consent', visitor, person);
    expect(product.logs()).not.toMatch(/"level":(50|60)/);
  }, 60_000);
});

describe('A form', () => {
  test('without its token, or from another site, is refused and changes nothing', async () => {
    const { visitor, address } = await at('name');
    const { hidden } = mainForm(visitor.page);
    const values = { givenNames: 'Mallory', familyName: 'Elsewhere' };
    const send = (more: Record<string, string>, headers: Record<string, string> = {}) =>
      visitor.request(address, { method: 'POST', body: new URLSearchParams({ ...values, ...more }), headers });
    const tries = [
      await send({}),
      await send({ csrf: '' }),
      await send({ csrf: 'A'.repeat(43) }),
      await send(hidden, { origin: 'https://elsewhere.example' }),
      await send(hidden, { 'sec-fetch-site': 'cross-site' }),
    ];
    for (const refused of tries) {
      expect(refused.status).toBe(403);
      expect(await refused.text()).toContain('reload the page');
    }
    for (const exit of ['leave', 'cancel']) {
      const response = await visitor.request(`${journeyOf(visitor)}/${exit}`, {
        method: 'POST',
        body: new URLSearchParams(),
      });
      expect(response.status).toBe(403);
    }
    await visitor.open(journeyOf(visitor));
    expect(visitor.page.name).toBe('name');
    expect(visitor.page.html).not.toContain('Mallory');
  });

  test('of the sign-in without its token is refused, too', async () => {
    const { visitor, address } = await at('email');
    for (const path of [address, address.replace('/email', '/cancel'), address.replace('/email', '/leave')]) {
      const body = new URLSearchParams({ email: 'mallory@example.org' });
      expect((await visitor.request(path, { method: 'POST', body })).status).toBe(403);
    }
    await visitor.open(address);
    expect(visitor.page.html).not.toContain('mallory');
  });

  test('far too long, of another kind, or with a field twice is answered with a page, never a fault', async () => {
    const { visitor, address } = await at('name');
    const { hidden } = mainForm(visitor.page);
    const send = (body: string, type = 'application/x-www-form-urlencoded') =>
      visitor.request(address, { method: 'POST', body, headers: { 'content-type': type } });
    const base = String(new URLSearchParams(hidden));
    expect((await send(`${base}&givenNames=${'x'.repeat(50_000)}`)).status).toBe(413);
    expect((await send(JSON.stringify(hidden), 'application/json')).status).toBe(415);
    expect((await send(base, 'text/plain')).status).toBe(415);
    expect((await send(`${base}&givenNames=A&givenNames=B&familyName[x]=C`)).status).toBe(422);
    expect((await send(`${base}&givenNames=%00%ff&familyName=%F0%9F`)).status).toBe(422);
    expect((await send(`${base}&givenNames=${'n'.repeat(300)}&familyName=X`)).status).toBe(422);
    expect((await visitor.open(address)).name).toBe('name');
  });

  test('sent again after a reload, or after having gone on, changes nothing', async () => {
    const { visitor, person } = await at('check', 'P9');
    const check = mainForm(visitor.page);
    await visitor.send({});
    await visitor.tab().sendForm(check);
    await visitTo('document', visitor, person);
    const stale = visitor.tab();
    await stale.sendForm(check);
    expect(stale.page.name).toBe('document');
    await stale.open(`${journeyOf(visitor)}/name`);
    expect(stale.page.name).toBe('document');
    const name = new URLSearchParams({ ...check.hidden, givenNames: 'Late', familyName: 'Comer' });
    await stale.open(`${journeyOf(visitor)}/name`, { method: 'POST', body: name });
    expect(stale.page.name).toBe('document');
  }, 60_000);

  test('of a code works once, and a replay of it leads to where the person is', async () => {
    const { visitor, person } = await at('email-code');
    const form = mainForm(visitor.page);
    const code = await newestCode(product, person.email);
    await visitor.sendForm(form, { code });
    expect(visitor.page.name).toBe('create-password');
    const replay = visitor.tab();
    await replay.sendForm(form, { code });
    expect(replay.page.name).toBe('create-password');
    const guess = visitor.tab();
    await guess.sendForm(form, { code: '000000' });
    expect(guess.page).toMatchObject({ name: 'create-password', status: 200 });
  });
});

describe('Two tabs at once', () => {
  test('with the same form: the first counts, both go on', async () => {
    const { visitor, person } = await at('create-password', 'P0');
    const [one, two] = [visitor.tab(), visitor.tab()];
    await Promise.all([
      one.send({ password: 'first tab of green bottles' }),
      two.send({ password: 'second tab of green bottles' }),
    ]);
    expect([one.page.name, two.page.name]).toEqual(['age', 'age']);
    await visitor.open(one.page.url.href);
    await visitTo('partner', visitor, person);

    const back = new Visitor(product);
    await back.open(`${product.devUrl}/login?level=P0`);
    await visitTo('password', back, person);
    await back.send({ password: 'first tab of green bottles' });
    const first = back.page.name === 'sms-code';
    if (!first) await back.send({ password: 'second tab of green bottles' });
    expect(back.page.name).toBe('sms-code');
  }, 60_000);

  test('with answers that differ: one is taken, and both tabs show the same step', async () => {
    const { visitor, person } = await at('face-consent', 'P9', await withPassport(ownPatient(product), 0));
    const [yes, no] = [visitor.tab(), visitor.tab()];
    await Promise.all([yes.send({ agreed: 'yes' }), no.send({ agreed: 'no' })]);
    await Promise.all([yes.open(journeyOf(visitor)), no.open(journeyOf(visitor))]);
    expect(yes.page.name).toBe(no.page.name);
    expect(['face', 'in-review']).toContain(yes.page.name);
    expect(person.known).toBeUndefined();
  }, 60_000);

  test('at different steps: what each said is kept', async () => {
    const { visitor, person } = await at('birth-date');
    const [name, date] = [visitor.tab(), visitor.tab()];
    await name.open(`${journeyOf(visitor)}/name`);
    const [year = '', month = '', day = ''] = person.birthDate.split('-');
    await name.send({ givenNames: 'Robina', familyName: person.familyName });
    await date.send({ day, month, year });
    await date.send({ postcode: person.postcode });
    expect(date.page.name).toBe('check');
    expect(textOf(date)).toContain('Robina');
  });

  test('with two requests of the partner: each ends at the partner', async () => {
    const { visitor, person } = await at('partner', 'P0');
    const [one, two] = [visitor.tab(), visitor.tab()];
    await Promise.all([one.open(`${product.devUrl}/login?level=P5`), two.open(`${product.devUrl}/login?level=P5`)]);
    await visitTo('name', one, person);
    await visitTo('partner', two, person);
    await one.open(journeyOf(one));
    await visitTo('partner', one, person);
    expect(one.page.html).toContain('P5.Cp.Cd');
  }, 60_000);
});

describe('An address', () => {
  test.each([
    '/nothing',
    '/journey/AAAAAAAAAAAAAAAAAAAAAA',
    '/journey/..%2f..',
    '/start/AAAAAAAAAAAAAAAAAAAAAA.x',
    '/start/x',
  ])('%s that leads nowhere says so, with ways on', async (path) => {
    const visitor = new Visitor(product);
    await visitor.open(product.suretyUrl + path);
    expect(visitor.page.status).toBe(404);
    expect(headingOf(visitor.page)).toBe('Page not found');
    expect(visitor.page.html).toContain('href="/account"');
  });

  test('of an interaction of another browser, or of none, says so and leads back to the partner', async () => {
    const { visitor, person, address } = await at('password', 'P0');
    const stranger = new Visitor(product);
    await stranger.open(address);
    expect(stranger.page.status).toBe(410);
    expect(stranger.page.html).toContain(`href="${product.devUrl}/"`);
    await stranger.open(`${address.split('/').slice(0, 4).join('/')}/${'A'.repeat(21)}/email`);
    expect(stranger.page.status).toBe(410);
    const post = await stranger.request(address, { method: 'POST', body: new URLSearchParams({ password: 'x' }) });
    expect([403, 410]).toContain(post.status);

    // The browser's own way back after having cancelled, and after having finished.
    await visitor.leave('cancel');
    await visitor.open(address);
    expect(visitor.page.status).toBe(410);
    expect(visitor.page.html).toContain(`href="${product.devUrl}/"`);
    await visitor.open(`${product.devUrl}/login?level=P0`);
    const interaction = visitor.page.url.href.split('/').slice(0, 5).join('/');
    await visitTo('partner', visitor, person);
    await visitor.open(interaction);
    expect(visitor.page.name).toBe('partner');
  });

  test('of somebody else’s journey shows nothing of it', async () => {
    const { visitor: owner, person } = await at('birth-date');
    const { visitor: other } = await at('partner', 'P0');
    for (const path of ['', '/name', '/leave', '/details']) {
      await other.open(journeyOf(owner) + path);
      expect(other.page.status).toBe(403);
      expect(other.page.html).not.toContain(person.familyName);
      expect(other.page.html).toContain(`href="${product.devUrl}/"`);
    }
    await other.open(`${journeyOf(owner)}/name`);
    const form = formsOf(owner.page)[0];
    const values = { csrf: form?.hidden.csrf ?? '', givenNames: 'Mallory', familyName: 'Elsewhere' };
    const body = new URLSearchParams(values);
    expect((await other.request(`${journeyOf(owner)}/name`, { method: 'POST', body })).status).toBe(403);
    const photo = await other.request(`${journeyOf(owner)}/document-photo`, {
      method: 'POST',
      body: filesBody({}, 'photo', [Buffer.alloc(10)]),
    });
    expect(photo.status).toBe(403);
    await owner.open(`${journeyOf(owner)}/name`);
    expect(owner.page.html).toContain(person.familyName);
  });
});

describe('The partner API', () => {
  test.each([
    ['200 kB of JSON', JSON.stringify({ reference: 'x'.repeat(200_000) }), 'application/json', 413],
    ['a form', 'reference=x', 'application/x-www-form-urlencoded', 415],
    ['no JSON', '{"reference":', 'application/json', 400],
    ['a list', '[]', 'application/json', 400],
    ['fields it does not know', '{"__proto__":{},"admin":true}', 'application/json', 400],
  ])('answers %s with a problem', async (_, body, type, status) => {
    const ask = await partnerApi(product);
    const response = await ask('/verifications', { method: 'POST', body, headers: { 'content-type': type } });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await response.json()).toMatchObject({ status, code: expect.any(String), title: expect.any(String) });
  });
});
