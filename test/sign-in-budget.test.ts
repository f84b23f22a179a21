import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as openid from 'openid-client';
import { registry } from '../platform/metrics.js';
import { partnerKey, RelyingParty } from './support/relying-party.js';
import { knownPassword, startUiApp, submit, type UiApp } from './support/ui-app.js';
import { eventually } from './support/workflow-environment.js';

let at: UiApp;
let party: RelyingParty;
beforeAll(async () => {
  at = await startUiApp();
  const { privateKey, jwk } = await partnerKey();
  const partner = { ...at.partner, _id: 'budget', jwks: { keys: [jwk] }, assertionAlg: 'RS512' as const };
  await at.store.partners.put(partner);
  party = await RelyingParty.discover(at.url, partner, privateKey);
  // Takes the partner's share of its limit, which then does for many requests (api/rate-limit.ts).
  await party.apiToken();
}, 60_000);
afterAll(() => at?.close());

/** Writes to the database so far: pages, provider, workflows and activities all run in this process. */
async function writes(): Promise<number> {
  const metric = await registry.getSingleMetric('surety_store_commands_total')?.get();
  const all = metric?.values.filter(({ labels }) => labels.kind === 'write') ?? [];
  return all.reduce((sum, { value }) => sum + value, 0);
}

test('a full sign-in, from the request to userinfo, takes at most 10 writes to the store', async () => {
  const { id, email } = await at.account();
  await at.store.consents.give(id, 'budget', ['openid', 'email', 'phone'], new Date());
  // Somebody who was there before; a claim that is told for the first time is one write more.
  await at.store.consents.noteTold(id, 'budget', ['email', 'phone_number'], new Date());
  const account = await at.store.accounts.byId(id);
  const { mobile = '' } = at.store.accounts.contacts(account as NonNullable<typeof account>);
  const browser = at.browser();
  const before = await writes();

  const { address, checks } = party.request({ scope: 'openid email phone' });
  const { at: page } = await browser.open(address.href);
  const base = page.pathname.replace(/\/email$/, '');
  await submit(browser, `${base}/email`, { email });
  await submit(browser, `${base}/password`, { password: knownPassword });
  const code = await eventually(async () => at.code(mobile));
  const answer = await submit(browser, `${base}/sms-code`, { code });
  const { left } = await browser.open(answer.headers.get('location') ?? '');
  const tokens = await openid.authorizationCodeGrant(party.config, left as URL, checks);
  const told = await party.userinfo(tokens.access_token, tokens.claims()?.sub ?? '');
  expect(told.email).toBe(email);
  // The code's message is noted as sent when it has gone.
  await eventually(async () => (await at.store.tools.db.collection('messages').findOne({}))?.status === 'sent');

  expect((await writes()) - before).toBeLessThanOrEqual(10);
}, 60_000);
