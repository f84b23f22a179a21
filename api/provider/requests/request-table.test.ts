import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SignInMethod } from '../../../domain/levels/authenticators.js';
import { examplePerson, type ProviderApp, raise, startProviderApp } from '../../../test/support/apps/provider-app.js';
import { partnerKey, RelyingParty } from '../../../test/support/partners/relying-party.js';
import { CookieBrowser } from '../../../test/support/people/cookie-browser.js';

/**
 * What each request comes to, by who is signed in and what `vtr` asks: a code for a vector, the page that comes first, or an error.
 * `proof>P5.Cp.Cd`: proof is asked for, and `prompt=none` takes that vector.
 *
 * Who: nobody; P0, P5 and P9 by password and text message; P9 by a key of theirs; P9 and blocked; P5 who has not agreed to share; P9 who has
 * never been at this partner, and is shown first whom they are about to be.
 */
const table = `
vtr                        | nobody | P0              | P5              | P9       | key    | blocked | P5-unasked | P9-first
left-out                   | login  | proof           | proof           | P9.Cp.Cd | P9.Cm  | login   | proof    | whom
["P0.Cp.Cd"]               | login  | P0.Cp.Cd        | P0.Cp.Cd        | P0.Cp.Cd | login  | login   | consent  | whom
["P5.Cp.Cd"]               | login  | proof           | P5.Cp.Cd        | P5.Cp.Cd | login  | login   | consent  | whom
["P9.Cp.Cd"]               | login  | proof           | proof           | P9.Cp.Cd | login  | login   | proof    | whom
["P9.Cp.Cd","P5.Cp.Cd"]    | login  | proof           | proof>P5.Cp.Cd  | P9.Cp.Cd | login  | login   | proof>consent | whom
["P5.Cp.Cd","P9.Cp.Cd"]    | login  | proof           | proof>P5.Cp.Cd  | P9.Cp.Cd | login  | login   | proof>consent | whom
["P0.Cp.Cd","P9.Cm"]       | login  | P0.Cp.Cd        | P0.Cp.Cd        | P0.Cp.Cd | P9.Cm  | login   | consent  | whom
["P0.Cp.Cd","P9.Cp.Cd"]    | login  | proof>P0.Cp.Cd  | proof>P0.Cp.Cd  | P9.Cp.Cd | login  | login   | proof>consent | whom
["P9.Cm","P5.Cp.Cd"]       | login  | proof           | P5.Cp.Cd        | P5.Cp.Cd | P9.Cm  | login   | consent  | whom
["P9.Cp.Ck"]               | login  | login           | login           | login    | login  | login   | login    | login
["P9"]                     | login  | proof           | proof           | P9.Cp.Cd | P9.Cm  | login   | proof    | whom
["Cp.Cd"]                  | login  | P0.Cp.Cd        | P0.Cp.Cd        | P0.Cp.Cd | login  | login   | consent  | whom
["P9.Cp.Cd","P5.Cp"]       | vtr    | vtr             | vtr             | vtr      | vtr    | vtr     | vtr      | vtr
P9.Cp.Cd                   | vtr    | vtr             | vtr             | vtr      | vtr    | vtr     | vtr      | vtr
`;
const [head = [], ...rows] = table
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()));
const states = head.slice(1);

let app: ProviderApp;
let party: RelyingParty;
const browsers = new Map<string, { browser: CookieBrowser; accountId: string }>();

beforeAll(async () => {
  app = await startProviderApp();
  const { privateKey, jwk } = await partnerKey();
  party = await RelyingParty.discover(app.issuer, await app.addPartner(jwk), privateKey);
  const accounts = app.store.tools.db.collection<{ _id: string }>('accounts');
  for (const state of states) {
    const browser = new CookieBrowser(app.issuer);
    const accountId = await app.addAccount();
    browsers.set(state, { browser, accountId });
    if (state === 'nobody') continue;
    const level = state === 'P0' ? 'P0' : state.startsWith('P5') ? 'P5' : 'P9';
    if (level !== 'P0') await raise(app.store, accountId, level, examplePerson);
    const methods: SignInMethod[] = state === 'key' ? ['pop'] : ['pwd', 'sms'];
    await app.putSession(browser, accountId, methods);
    if (state !== 'P9-first') await app.store.consents.visit(accountId, party.partner._id, null, new Date());
    if (state === 'blocked') await accounts.updateOne({ _id: accountId }, { $set: { blocked: true } });
  }
});
afterAll(() => app.close());

/** What a request comes to, in the words of the table. */
async function outcome(state: string, vtr: string, prompt: string): Promise<string> {
  const { browser, accountId } = browsers.get(state) ?? { browser: new CookieBrowser(app.issuer), accountId: '' };
  const { address } = party.request({ scope: state === 'P5-unasked' ? 'openid email' : 'openid' });
  if (vtr === 'left-out') address.searchParams.delete('vtr');
  else address.searchParams.set('vtr', vtr);
  if (prompt !== 'absent') address.searchParams.set('prompt', prompt);
  const response = await browser.request(address);
  await response.body?.cancel();
  const prompted = response.headers.get('x-prompt');
  if (prompted) return words[prompted] ?? prompted;
  const answer = new URL(response.headers.get('location') ?? '', app.issuer).searchParams;
  if (answer.get('error_description') === 'vtr not valid') return 'vtr';
  const error = answer.get('error');
  if (error) return error;
  const session = await app.store.tools.db.collection('oidc_sessions').findOne({ accountId });
  return answer.get('code') ? String(session?.payload.acr) : 'nothing';
}

const words: Record<string, string> = { identity_proofing: 'proof', select_account: 'whom' };

const errors: Record<string, string> = {
  whom: 'interaction_required',
  login: 'login_required',
  proof: 'interaction_required',
  consent: 'consent_required',
};

/** What the table's word means with a `prompt`. */
const meant: Record<string, (word: string) => string> = {
  absent: (word) => word.split('>')[0] ?? '',
  none(word) {
    const last = word.split('>').at(-1) ?? '';
    return errors[last] ?? last;
  },
  // Whoever signs in again does so before anything else.
  login: (word) => (word === 'vtr' ? word : 'login'),
  consent(word) {
    const first = word.split('>')[0] ?? '';
    return /^P\d/.test(first) ? 'consent' : first;
  },
};

it.each(Object.keys(meant))('every request with the prompt %s comes to what the table says', async (prompt) => {
  const columns = await Promise.all(
    states.map(async (state) => {
      const cells: string[] = [];
      for (const [vtr = ''] of rows) cells.push(await outcome(state, vtr, prompt));
      return cells;
    }),
  );
  const found = rows.map(([vtr], row) => [vtr, ...columns.map((column) => column[row])].join(' | '));
  const said = rows.map(([vtr, ...cells]) => [vtr, ...cells.map((word) => meant[prompt]?.(word))].join(' | '));
  expect(found).toEqual(said);
});
