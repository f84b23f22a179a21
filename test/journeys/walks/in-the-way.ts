import { describe, expect, test } from '@jest/globals';
import { ownPatient } from '../../support/people/patients.js';
import { act } from '../../support/people/person.js';
import { visitTo } from '../../support/people/visit.js';
import { formsOf, Visitor } from '../../support/people/visitor.js';
import { begin, journeyOf, known, offered, toldOf } from './leaving.js';
import { product, screen, store } from './place.js';
import { at } from './somebody-at.js';
import { putAccount } from './with-account.js';

describe('What is in the way', () => {
  test('of a journey that was cancelled, or whose session is over: each leads back by its own address', async () => {
    const { visitor } = await at('details', 'P5');
    const journey = journeyOf(visitor);
    await visitor.leave('cancel');
    await visitor.open(journey);
    const stranger = new Visitor(product);
    await stranger.open(`${journey}/sign-in`);
    for (const [device, page] of [
      [visitor, 'cancelled'],
      [stranger, 'sign-in'],
    ] as const) {
      expect([device.page.name, offered(device)]).toEqual([page, ['return']]);
      await screen.meets(page === 'sign-in' ? 'session over' : 'journey cancelled', device);
      expect(await screen.leave(device, 'return')).toBe('its entry page');
    }
    await visitor.open(journey);
    await visitor.send({});
    expect(visitor.page.name).toBe('details');
  }, 30_000);

  test('a form without its token says so where it was sent, with a way on', async () => {
    const { visitor, person } = await at('details', 'P5');
    await screen.show(visitor);
    await screen.page.evaluate("document.querySelector('main [name=csrf]').value = 'x'");
    await act(screen.page, person, product);
    expect(await screen.found('form without its token', 403)).toContain('link');
  }, 30_000);

  test('who took back what they had agreed to is asked again, and may turn back', async () => {
    const person = ownPatient(product);
    const visitor = await begin('P0');
    await visitTo('partner', visitor, person);
    await visitor.open(`${product.suretyUrl}/account/services/riverside/stop`);
    expect(await screen.meets('consent about to be withdrawn', visitor)).toEqual(expect.arrayContaining(['form']));
    const form = formsOf(visitor.page).find(({ action }) => action.endsWith('/stop'));
    if (!form) throw new Error('nothing to press');
    await visitor.sendForm(form);
    expect(await screen.meets('consent withdrawn', visitor)).toContain('account');
    await begin('P0', visitor);
    const walked = await visitTo('consent', visitor, known(person));
    expect(walked.filter((page) => !['email', 'password', 'sms-code'].includes(page))).toEqual([]);
    expect(await screen.leave(visitor, 'cancel')).toBe(toldOf.cancel);
  }, 30_000);

  test('a blocked account is told so after its password, and leads back to the partner', async () => {
    const person = ownPatient(product);
    const rows = store.tools.db.collection<{ _id: string }>('accounts');
    await rows.updateOne({ _id: await putAccount(person) }, { $set: { blocked: true } });
    const visitor = await begin('P5');
    await visitTo('password', visitor, known(person));
    await screen.show(visitor);
    await act(screen.page, known(person), product);
    expect(await screen.found('account blocked', 403)).toContain('cancel');
    expect(await screen.press('cancel', 'account blocked')).toBe(toldOf.cancel);
  }, 30_000);

  test('a partner that has closed, and one that nobody knows, say so', async () => {
    const rows = store.tools.db.collection<object>('partners');
    await rows.insertOne({ _id: 'gone', name: 'Gone Health', kept: { closedAt: new Date() } } as object);
    const visitor = new Visitor(product);
    await visitor.open('/authorize?client_id=gone&response_type=code');
    expect(visitor.page.html).toContain('Gone Health');
    expect(await screen.meets('partner closed', visitor)).toContain('account');
    await visitor.open('/authorize?client_id=nobody&response_type=code');
    expect(await screen.meets('partner unknown', visitor)).toContain('account');
  }, 30_000);

  test('signing in that was given up leads to where one begins', async () => {
    const visitor = new Visitor(product);
    await visitor.open('/account/sign-in');
    expect(await screen.meets('sign-in given up', visitor)).toContain('sign in');
  });
});
