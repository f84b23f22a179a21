import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type ProviderApp, startProviderApp } from '../../test/support/apps/provider-app.js';
import { partnerKey, RelyingParty } from '../../test/support/partners/relying-party.js';
import { CookieBrowser } from '../../test/support/people/cookie-browser.js';
import { withinBudget } from '../../test/support/store/within-budget.js';

const uri = process.env.MONGODB_URI ?? '';
let app: ProviderApp;
let party: RelyingParty;
const commands: string[] = [];

beforeAll(async () => {
  process.env.MONGODB_URI = `${uri}${uri.includes('?') ? '&' : '/?'}monitorCommands=true`;
  app = await startProviderApp();
  process.env.MONGODB_URI = uri;
  const { privateKey, jwk } = await partnerKey();
  party = await RelyingParty.discover(app.issuer, await app.addPartner(jwk), privateKey);
  app.behaviour.accountId = await app.addAccount();
  // Who was there today already; else one more notes it.
  await app.store.consents.visit(app.behaviour.accountId, party.partner._id, null, new Date());
  await party.apiToken();
  app.store.tools.db.client.on('commandStarted', ({ commandName, command }) => {
    commands.push(`${commandName} ${String(command[commandName])}`);
  });
});
afterAll(() => app.close());

const reads = () => commands.filter((command) => /^(find|aggregate) /.test(command)).sort();
const writes = () => commands.filter((command) => /^(insert|update|delete|findAndModify) /.test(command)).sort();

it('a full sign-in costs the provider five writes', async () => {
  await withinBudget('sign-in, the provider alone', () => party.signIn(new CookieBrowser(app.issuer)));
  expect(writes()).toEqual([
    'insert oidc_replays',
    'insert oidc_replays',
    'update oidc_interactions',
    'update oidc_interactions',
    'update oidc_sessions',
  ]);
});

it('a sign-in of a fresh session costs three, and two reads', async () => {
  const mine = new CookieBrowser(app.issuer);
  await party.signIn(mine);
  commands.length = 0;
  await withinBudget('sign-in by session', () => party.signIn(mine));
  expect(writes()).toEqual(['insert oidc_replays', 'insert oidc_replays', 'update oidc_sessions']);
  expect(reads()).toEqual(['aggregate oidc_sessions', 'aggregate oidc_sessions']);
});

it('keys and discovery cost none', async () => {
  commands.length = 0;
  await fetch(`${app.issuer}/jwks`);
  await fetch(`${app.issuer}/.well-known/openid-configuration`);
  expect(commands).toEqual([]);
});
