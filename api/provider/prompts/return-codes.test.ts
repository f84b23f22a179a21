import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ExitDescription } from '../../../domain/journey/exits.js';
import { examplePerson, type ProviderApp, raise, startProviderApp } from '../../../test/support/apps/provider-app.js';
import { partnerKey, RelyingParty } from '../../../test/support/partners/relying-party.js';
import { CookieBrowser } from '../../../test/support/people/cookie-browser.js';

let app: ProviderApp;
let party: RelyingParty;

beforeAll(async () => {
  app = await startProviderApp();
  const { privateKey, jwk } = await partnerKey();
  const partner = await app.addPartner(jwk, { returnCodes: true, refreshTokens: true });
  party = await RelyingParty.discover(app.issuer, partner, privateKey);
});
afterAll(() => app.close());
beforeEach(async () => {
  Object.assign(app.behaviour, { accountId: await app.addAccount(), leave: undefined, prove: async () => {} });
});

const p9 = { vtr: '["P9.Cp.Cd"]', scope: 'openid email profile' };

describe('a partner that gets letters instead of errors', () => {
  it.each<[ExitDescription, string]>([
    ['verification_pending', 'P'],
    ['verification_failed', 'F'],
    ['user_cancelled', 'C'],
  ])('gets for %s a code at P0 with the letter %s, and nothing of an identity', async (leave, letter) => {
    app.behaviour.leave = leave;
    const { claims, tokens } = await party.signIn(new CookieBrowser(app.issuer), p9);
    expect(claims).toMatchObject({ vot: 'P0.Cp.Cd', return_code: letter });
    const info = await party.userinfo(tokens.access_token, app.behaviour.accountId);
    expect(info).toMatchObject({ vot: 'P0.Cp.Cd', return_code: letter, email: expect.any(String) });
    expect(info).not.toHaveProperty('nhs_number');
  });

  it('gets P when the person did what they could, at P5 too, and no identity of P5', async () => {
    app.behaviour.prove = () => raise(app.store, app.behaviour.accountId, 'P5', examplePerson);
    const { claims } = await party.signIn(new CookieBrowser(app.issuer), p9);
    expect(claims).toMatchObject({ vot: 'P0.Cp.Cd', return_code: 'P' });
    expect(claims).not.toHaveProperty('family_name');
  });

  it('gets no letter where a lower vector is satisfied, nor with the next request that is', async () => {
    const browser = new CookieBrowser(app.issuer);
    app.behaviour.leave = 'verification_pending';
    await party.signIn(browser, p9);
    const { claims } = await party.signIn(browser, { vtr: '["P9.Cp.Cd","P0.Cp.Cd"]' });
    expect(claims.vot).toBe('P0.Cp.Cd');
    expect(claims).not.toHaveProperty('return_code');
  });

  it('gets an error still where nobody proved anything: prompt=none, consent refused', async () => {
    const browser = new CookieBrowser(app.issuer);
    await party.signIn(browser);
    const { left } = await party.send(browser, { ...p9, prompt: 'none' });
    expect(left.searchParams.get('error')).toBe('interaction_required');
    Object.assign(app.behaviour, { leave: 'user_cancelled', refuseConsent: true });
    const refused = await party.send(browser, p9);
    app.behaviour.refuseConsent = false;
    expect(refused.left.searchParams.get('error_description')).toBe('user_cancelled');
  });

  it('is the only one', async () => {
    app.behaviour.leave = 'verification_failed';
    const { privateKey, jwk } = await partnerKey();
    const other = await RelyingParty.discover(app.issuer, await app.addPartner(jwk), privateKey);
    const { left } = await other.send(new CookieBrowser(app.issuer), { vtr: '["P9.Cp.Cd"]' });
    expect(Object.fromEntries(left.searchParams)).toMatchObject({
      error: 'access_denied',
      error_description: 'verification_failed',
    });
  });
});
