import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as openid from 'openid-client';
import { knownPassword, startUiApp, submit, type UiApp } from './support/apps/ui-app.js';
import { partnerKey, RelyingParty } from './support/partners/relying-party.js';
import { withinBudget } from './support/store/within-budget.js';
import { eventually } from './support/workflows/workflow-environment.js';

let at: UiApp;
let party: RelyingParty;
beforeAll(async () => {
  at = await startUiApp();
  const { privateKey, jwk } = await partnerKey();
  const partner = { ...at.partner, _id: 'budget', jwks: { keys: [jwk] }, assertionAlg: 'RS512' as const };
  await at.store.partners.put(partner);
  party = await RelyingParty.discover(at.url, partner, privateKey);
  // Takes the partner's share of its limit, which then does for many requests (api/limits/rate-limit.ts).
  await party.apiToken();
}, 60_000);
afterAll(() => at?.close());

test('sign-ins by pages and then by session, from the request to userinfo, cost what is budgeted', async () => {
  const { id, email } = await at.account();
  await at.store.consents.give(id, 'budget', ['openid', 'email', 'phone'], new Date());
  // Somebody who was there before; a claim that is told for the first time is one write more.
  await at.store.consents.noteTold(id, 'budget', ['email', 'phone_number'], new Date());
  const account = await at.store.accounts.byId(id);
  const { mobile = '' } = at.store.accounts.contacts(account as NonNullable<typeof account>);
  const browser = at.browser();
  const { address, checks } = party.request({ scope: 'openid email phone' });
  const redeem = async (left: URL, asked: typeof checks) => {
    const tokens = await openid.authorizationCodeGrant(party.config, left, asked);
    return party.userinfo(tokens.access_token, tokens.claims()?.sub ?? '');
  };

  const told = await withinBudget('sign-in by pages', async () => {
    const { at: page } = await browser.open(address.href);
    const base = page.pathname.replace(/\/email$/, '');
    await submit(browser, `${base}/email`, { email });
    await submit(browser, `${base}/password`, { password: knownPassword });
    const code = await eventually(async () => at.code(mobile));
    const answer = await submit(browser, `${base}/sms-code`, { code });
    const { left } = await browser.open(answer.headers.get('location') ?? '');
    const claims = await redeem(left as URL, checks);
    // The code's message is noted as sent when it has gone.
    await eventually(async () => (await at.store.tools.db.collection('messages').findOne({}))?.status === 'sent');
    return claims;
  });
  expect(told.email).toBe(email);

  const again = await withinBudget('sign-in by session, with userinfo', async () => {
    const { left, checks: asked } = await party.send(browser, { scope: 'openid email phone', prompt: 'none' });
    return redeem(left, asked);
  });
  expect(again.email).toBe(email);
}, 60_000);
