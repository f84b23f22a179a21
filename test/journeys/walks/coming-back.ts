import { describe, expect, test } from '@jest/globals';
import { partnerApi, relyingParty } from '../../support/partners/partner-api.js';
import { ownPatient } from '../../support/people/patients.js';
import { withPassport } from '../../support/people/people.js';
import { visitTo } from '../../support/people/visit.js';
import { Visitor } from '../../support/people/visitor.js';
import { begin, journeyOf, offered } from './leaving.js';
import { product, screen } from './place.js';
import { decideAs } from './queue.js';
import { at } from './somebody-at.js';
import { withAccount } from './with-account.js';

describe('Continuing later', () => {
  test('gives a code at the level reached, where the request takes it; after a decision of days later, at the new one', async () => {
    const patient = { ...(await withPassport(ownPatient(product), 0)), refusesFaceData: true };
    const { visitor, person } = await withAccount(patient);
    const party = await relyingParty(product);
    const ask = async (vtr: string) => {
      const { address, checks } = party.request({ vtr, scope: 'openid profile' });
      await visitor.open(address.href);
      return checks;
    };
    const left = async (exit: 'leave' | 'return', checks: Awaited<ReturnType<typeof ask>>) => {
      visitor.sentTo.length = 0;
      await visitor.leave(exit);
      await visitTo('partner', visitor, person);
      const code = visitor.sentTo.find((url) => url.searchParams.has('code'));
      return code ? (await party.exchange(code, checks)).vot : visitor.sentTo.map(String);
    };

    const first = await ask('["P9.Cp.Cd","P0.Cp.Cd"]');
    await visitTo('details', visitor, person);
    expect(await left('leave', first)).toBe('P0.Cp.Cd');

    const second = await ask('["P9.Cp.Cd","P5.Cp.Cd"]');
    await visitTo('document', visitor, person);
    expect(await left('leave', second)).toBe('P5.Cp.Cd');

    const third = await ask('["P9.Cp.Cd","P5.Cp.Cd"]');
    await visitTo('in-review', visitor, person);
    const journey = journeyOf(visitor);
    expect(await left('return', third)).toBe('P5.Cp.Cd');

    await visitor.open(journey);
    await decideAs('pass', visitor);
    expect(visitor.page.name).toBe('return');
    await visitTo('partner', visitor, person);
    await begin('P9', visitor);
    expect(visitor.page.html).toContain('P9.Cp.Cd');
  }, 120_000);
});

describe('The address in a message', () => {
  test('leads its owner, signed in on another device, to the same step, and from there to the partner', async () => {
    const { visitor: first, person } = await at('postcode', 'P5');
    const journey = journeyOf(first);

    // The partner knows this device: it asked for P5 before.
    const phone = await begin('P5');
    await phone.open(journey);
    const walked = await visitTo('postcode', phone, person);
    expect(walked).toEqual(['email', 'password', 'sms-code']);
    await phone.open(`${journey}/details?change=1`);
    expect(phone.page.html).toContain(person.familyName);
    await phone.leave('leave');
    expect(phone.page.url.href).toBe(`${product.devUrl}/`);

    await phone.open(journey);
    await visitTo('return', phone, person);
    expect(await screen.leave(phone, 'return')).toBe('asked by the partner: consent');
    await phone.leave('return');
    expect(phone.sentTo.map(String).join()).toContain('/initiate?iss=');
    await visitTo('partner', phone, person);
    expect(phone.page.html).toContain('P5.Cp.Cd');

    await first.open(journey);
    await visitTo('partner', first, person);
    expect(first.page.html).toContain('P5.Cp.Cd');
  }, 60_000);

  test('shows somebody else that it is not theirs, and where they may go', async () => {
    const { visitor: owner } = await at('details', 'P5');
    const { visitor: other, person: stranger } = await withAccount();
    await other.open(journeyOf(owner));
    await begin('P0', other);
    await visitTo('partner', other, stranger);
    await other.open(journeyOf(owner));
    expect([other.page.status, offered(other)]).toEqual([403, ['return']]);
    expect(await screen.meets('journey of somebody else', other)).toContain('return');
    expect(await screen.leave(other, 'return', 'not-yours')).toBe('its entry page');
  }, 60_000);
});

describe('A partner’s one-time address', () => {
  test('works once; afterwards it leads its own browser on, and nobody else', async () => {
    const api = await partnerApi(product);
    const body = { reference: 'Bed 4', level: 'P5', return_address: `${product.devUrl}/status` };
    const asked = await api('/verifications', { method: 'POST', body: JSON.stringify(body) });
    const { url } = (await asked.json()) as { url: string };
    const { visitor, person } = await withAccount();
    await visitor.open(url);
    expect(offered(visitor)).toEqual(['return']);
    await visitor.send({});
    await visitTo('details', visitor, person);
    const journey = journeyOf(visitor);
    await visitor.leave('leave');
    expect(visitor.page.url.href).toBe(body.return_address);

    for (const device of [visitor, new Visitor(product)]) {
      await device.open(url);
      expect([device.page.status, offered(device)]).toEqual([410, ['return']]);
      expect(await screen.meets('one-time address, used', device)).toContain('return');
      const form = await device.request(url, { method: 'POST', body: new URLSearchParams() });
      expect(form.status).toBe(403);
    }
    await visitor.open(journey);
    expect(visitor.page.name).toBe('details');
    const { visitor: other } = await at('partner', 'P0');
    await other.open(journey);
    expect(other.page.status).toBe(403);
  }, 60_000);
});
