import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { recoveryCode, recoveryCodes } from '../../../domain/accounts/recovery-code.js';
import { newAppSecret } from '../../../platform/sign-in/app-code.js';
import { ownPatient } from '../../support/people/patients.js';
import { visitTo } from '../../support/people/visit.js';
import { begin, crawl, known, leaveBothWays, offered, toldOf } from './leaving.js';
import { product, screen, store } from './place.js';
import { at } from './somebody-at.js';
import { putAccount } from './with-account.js';

describe('On the pages of signing in', () => {
  test('people with an account, with a forgotten password and with half a registration can leave', async () => {
    const person = ownPatient(product);
    await visitTo('mobile-code', await begin('P0'), person);
    const resumed = await begin('P0');
    await visitTo('resume-password', resumed, person);
    await leaveBothWays(resumed, person, 'P0');
    await visitTo('mobile', resumed, person);
    expect(resumed.page.html).toContain(person.mobile.slice(-9));
    await leaveBothWays(resumed, person, 'P0');
    await visitTo('consent', resumed, person);
    await leaveBothWays(resumed, person, 'P0');
    await visitTo('partner', resumed, person);

    const device = await begin('P5');
    await crawl('details', device, known(person), ['cancel'], 'P5');

    const forgetful = await begin('P5');
    for (const page of ['already-registered', 'new-password']) {
      await visitTo('already-registered', forgetful, person);
      if (page === 'new-password') await forgetful.send({ action: 'reset' });
      expect(forgetful.page.name).toBe(page);
      expect(await screen.leave(forgetful, 'cancel')).toBe(toldOf.cancel);
      await begin('P5', forgetful);
    }
  }, 120_000);

  test('who has other ways to sign in can leave where each of them is asked for', async () => {
    const person = ownPatient(product);
    const _id = await putAccount(person);
    const now = new Date();
    await store.signInWays.addApp(_id, { secret: newAppSecret(), name: 'My phone', step: 0 }, now);
    await store.signInWays.putRecoveryCodes(_id, [recoveryCode(randomBytes(recoveryCodes.length))], now);
    for (const page of ['app-code', 'recovery-code', 'passkey'] as const) {
      const visitor = await begin('P0');
      await visitTo('app-code', visitor, known(person));
      if (page !== 'app-code') await visitor.open(visitor.page.url.href.replace(/app-code$/, page));
      expect([visitor.page.name, offered(visitor)]).toEqual([page, ['cancel']]);
      expect(await screen.leave(visitor, 'cancel')).toBe(toldOf.cancel);
    }
  }, 60_000);

  test('who is too young is led back', async () => {
    const visitor = await begin('P9');
    await visitTo('create-account', visitor, ownPatient(product));
    await visitor.send({ over13: 'no' });
    expect([visitor.page.name, offered(visitor)]).toEqual(['too-young', ['return']]);
    expect(await screen.leave(visitor, 'return')).toBe(toldOf.return);
  }, 30_000);

  test('who is signed in sees at another partner as whom they go on, and may turn back', async () => {
    const { visitor } = await at('partner', 'P0');
    await visitor.open(`${product.devUrl}/pharmacy/login?level=P5`);
    expect([visitor.page.name, offered(visitor)]).toEqual(['whom', ['cancel']]);
    expect(await screen.leave(visitor, 'cancel')).toBe(toldOf.cancel);
    await visitor.open(`${product.devUrl}/pharmacy/login?level=P5`);
    expect(visitor.page.name).toBe('whom');
  }, 30_000);
});
