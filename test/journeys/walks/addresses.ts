import { describe, expect, test } from '@jest/globals';
import { visitTo } from '../../support/people/visit.js';
import { filesBody, formsOf, headingOf, Visitor } from '../../support/people/visitor.js';
import { journeyOf } from './leaving.js';
import { product, screen } from './place.js';
import { at } from './somebody-at.js';

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
    expect(await screen.meets('address that leads nowhere', visitor)).toContain('account');
  });

  test('of an interaction of another browser, or of none, says so and leads back to the partner', async () => {
    const { visitor, person, address } = await at('email-code', 'P0');
    const stranger = new Visitor(product);
    await stranger.open(address);
    expect(stranger.page.status).toBe(410);
    expect(await screen.meets('sign-in of another browser', stranger)).toContain('return');
    expect(await screen.leave(stranger, 'return', 'sign-in of another browser')).toBe('its entry page');
    await stranger.open(`${address.split('/').slice(0, 4).join('/')}/${'A'.repeat(21)}/email`);
    expect(stranger.page.status).toBe(410);
    expect(await screen.meets('sign-in that nobody knows', stranger)).toContain('account');
    const post = await stranger.request(address, { method: 'POST', body: new URLSearchParams({ password: 'x' }) });
    expect([403, 410]).toContain(post.status);

    // The browser's own way back after having cancelled, and after having finished.
    await visitor.leave('cancel');
    await visitor.open(address);
    expect(visitor.page.status).toBe(410);
    expect(await screen.meets('sign-in that was left', visitor)).toContain('return');
    await visitor.open(`${product.devUrl}/login?level=P0`);
    const interaction = visitor.page.url.href.split('/').slice(0, 5).join('/');
    await visitTo('partner', visitor, person);
    await visitor.open(interaction);
    expect(visitor.page.name).toBe('partner');
  });

  test('of somebody else’s journey shows nothing of it', async () => {
    const { visitor: owner, person } = await at('postcode');
    const { visitor: other } = await at('partner', 'P0');
    for (const path of ['', '/details', '/leave', '/check']) {
      await other.open(journeyOf(owner) + path);
      expect(other.page.status).toBe(403);
      expect(other.page.html).not.toContain(person.familyName);
      expect(other.page.html).toContain(`href="${product.devUrl}/"`);
    }
    await other.open(`${journeyOf(owner)}/details`);
    const form = formsOf(owner.page)[0];
    const values = { csrf: form?.hidden.csrf ?? '', givenNames: 'Mallory', familyName: 'Elsewhere' };
    const body = new URLSearchParams(values);
    expect((await other.request(`${journeyOf(owner)}/details`, { method: 'POST', body })).status).toBe(403);
    const photo = await other.request(`${journeyOf(owner)}/document-photo`, {
      method: 'POST',
      body: filesBody({}, 'photo', [Buffer.alloc(10)]),
    });
    expect(photo.status).toBe(403);
    await owner.open(`${journeyOf(owner)}/details?change=1`);
    expect(owner.page.html).toContain(person.familyName);
  });
});
