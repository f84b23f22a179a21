import { beforeAll, describe, expect, test } from '@jest/globals';
import { newestCode } from '../../support/people/person.js';
import { visitTo } from '../../support/people/visit.js';
import { mainForm } from '../../support/people/visitor.js';
import { journeyOf } from './leaving.js';
import { product } from './place.js';
import { at } from './somebody-at.js';

describe('A form', () => {
  let typing: Awaited<ReturnType<typeof at>>;
  beforeAll(async () => {
    typing = await at('details');
  }, 30_000);

  test('without its token, or from another site, is refused and changes nothing', async () => {
    const { visitor, address } = typing;
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
    expect(visitor.page.name).toBe('details');
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
    const { visitor, address } = typing;
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
    expect((await visitor.open(address)).name).toBe('details');
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
    await stale.open(`${journeyOf(visitor)}/details`);
    expect(stale.page.name).toBe('document');
    const name = new URLSearchParams({ ...check.hidden, givenNames: 'Late', familyName: 'Comer' });
    await stale.open(`${journeyOf(visitor)}/details`, { method: 'POST', body: name });
    expect(stale.page.name).toBe('document');
  }, 60_000);

  test('of a code works once, and a replay of it leads to where the person is', async () => {
    const { visitor, person } = await at('email-code');
    const form = mainForm(visitor.page);
    const code = await newestCode(product, person.email);
    await visitor.sendForm(form, { code });
    expect(visitor.page.name).toBe('create-account');
    const replay = visitor.tab();
    await replay.sendForm(form, { code });
    expect(replay.page.name).toBe('create-account');
    const guess = visitor.tab();
    await guess.sendForm(form, { code: '000000' });
    expect(guess.page).toMatchObject({ name: 'create-account', status: 200 });
  });
});
