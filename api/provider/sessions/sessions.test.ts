import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ProviderApp, startProviderApp } from '../../../test/support/apps/provider-app.js';
import { partnerKey, RelyingParty } from '../../../test/support/partners/relying-party.js';
import { CookieBrowser } from '../../../test/support/people/cookie-browser.js';

let app: ProviderApp;
let party: RelyingParty;

beforeAll(async () => {
  app = await startProviderApp();
  const { privateKey, jwk } = await partnerKey();
  party = await RelyingParty.discover(app.issuer, await app.addPartner(jwk), privateKey);
});
afterAll(() => app.close());
beforeEach(async () => {
  app.shown.length = 0;
  Object.assign(app.behaviour, { accountId: await app.addAccount(), wait: false });
});

const browser = () => new CookieBrowser(app.issuer);
const sessions = () => app.store.tools.db.collection<{ _id: string; accountId: string }>('oidc_sessions');
const whoami = async (mine: CookieBrowser) => (await mine.request('/whoami')).json();
const second = 1_000;

/** Lets time pass for the one session there is: moves all its times back. */
async function age(seconds: number): Promise<void> {
  const { accountId } = app.behaviour;
  await sessions().updateOne({ accountId }, [
    {
      $set: {
        expiresAt: { $subtract: ['$expiresAt', seconds * second] },
        'payload.exp': { $subtract: ['$payload.exp', seconds] },
        'payload.iat': { $subtract: ['$payload.iat', seconds] },
        'payload.loginTs': { $subtract: ['$payload.loginTs', seconds] },
      },
    },
  ]);
}

describe('a session', () => {
  it('is known on every page of its browser, and of no other', async () => {
    const mine = browser();
    expect(await whoami(mine)).toBeNull();
    await party.signIn(mine);
    expect(await whoami(mine)).toMatchObject({ accountId: app.behaviour.accountId, methods: ['pwd', 'sms'] });
    expect(await whoami(browser())).toBeNull();
  });

  it('ends after 30 minutes without use', async () => {
    const mine = browser();
    await party.signIn(mine);
    await age(30 * 60);
    expect(await whoami(mine)).toBeNull();
    await party.signIn(mine);
    expect(app.shown).toHaveLength(2);
  });

  it('is kept awake by pages, for 12 hours at most', async () => {
    const mine = browser();
    await party.signIn(mine);
    for (let minutes = 0; minutes < 12 * 60 - 25; minutes += 25) {
      expect(await whoami(mine)).not.toBeNull();
      await age(25 * 60);
    }
    await whoami(mine);
    await age(25 * 60);
    expect(await whoami(mine)).toBeNull();
  });

  it('gets a new cookie at each sign-in, and the old one is worth nothing', async () => {
    const mine = browser();
    await party.signIn(mine);
    const stolen = mine.clone();
    await party.signIn(mine, { prompt: 'login' });
    expect(await whoami(stolen)).toBeNull();
    expect(await whoami(mine)).not.toBeNull();
    expect(await sessions().countDocuments({ accountId: app.behaviour.accountId })).toBe(1);
  });

  it('with a changed cookie is nobody’s', async () => {
    const mine = browser();
    await party.signIn(mine);
    const forged = await fetch(`${app.issuer}/whoami`, {
      headers: { cookie: 'surety_session=x; surety_session.sig=y' },
    });
    expect(await forged.json()).toBeNull();
  });

  it('ended everywhere stays ended, also for a request under way', async () => {
    const mine = browser();
    await party.signIn(mine);
    app.behaviour.wait = true;
    const waiting = await mine.open(party.request({ prompt: 'login' }).address.href);
    await app.store.oidc.endSessions(app.behaviour.accountId);
    const { response } = await mine.open(`${waiting.at.pathname}?go`);
    expect(response.status).toBe(404);
    expect(await whoami(mine)).toBeNull();
    expect(await sessions().countDocuments({ accountId: app.behaviour.accountId })).toBe(0);
  });

  it('under way is not brought back by a write that comes after its end', async () => {
    const mine = browser();
    await party.signIn(mine);
    const row = await sessions().findOne({ accountId: app.behaviour.accountId });
    await app.store.oidc.endSessions(app.behaviour.accountId);
    await app.store.oidc.keepSession(row?._id ?? '', 'x', { accountId: app.behaviour.accountId }, 60);
    expect(await sessions().countDocuments({ accountId: app.behaviour.accountId })).toBe(0);
  });
});

describe('signing out', () => {
  const signOut = async (mine: CookieBrowser, query: Record<string, string>) => {
    const asked = await mine.request(`/end-session?${new URLSearchParams(query)}`);
    const page = await asked.text();
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1];
    if (!xsrf) return { asked, page, end: undefined };
    const body = new URLSearchParams({ xsrf, logout: 'yes' });
    return { asked, page, end: await mine.open('/end-session/confirm', { method: 'POST', body }) };
  };
  const post_logout_redirect_uri = 'https://partner.example/bye';

  it('asks first, ends the session and the tokens, and leads back to the partner', async () => {
    const mine = browser();
    const { tokens } = await party.signIn(mine);
    const hint = { id_token_hint: tokens.id_token ?? '', post_logout_redirect_uri, state: 'xyz' };
    const { page, end } = await signOut(mine, hint);
    expect(page).toContain('/end-session/confirm');
    expect(end?.left?.href).toBe('https://partner.example/bye?state=xyz');
    expect(await whoami(mine)).toBeNull();
    const answer = await fetch(`${app.issuer}/userinfo`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(answer.status).toBe(401);
  });

  it('of one partner only ends what that partner has of this session', async () => {
    const mine = browser();
    const here = await party.signIn(mine);
    const elsewhere = await party.signIn(browser());
    const page = await (await mine.request(`/end-session?id_token_hint=${here.tokens.id_token}`)).text();
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    await mine.open('/end-session/confirm', { method: 'POST', body: new URLSearchParams({ xsrf }) });
    expect(await whoami(mine)).not.toBeNull();
    const asked = [here, elsewhere].map(({ tokens }) =>
      fetch(`${app.issuer}/userinfo`, { headers: { authorization: `Bearer ${tokens.access_token}` } }),
    );
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([401, 200]);
    const again = await party.signIn(mine);
    expect(again.claims.sid).not.toBe(here.claims.sid);
  });

  it('without a partner ends on a page of ours', async () => {
    const mine = browser();
    await party.signIn(mine);
    const { end } = await signOut(mine, {});
    expect(end?.at.pathname).toBe('/signed-out');
  });

  it('goes to no address that is not registered, and needs the form of this session', async () => {
    const mine = browser();
    const { tokens } = await party.signIn(mine);
    const elsewhere = { id_token_hint: tokens.id_token ?? '', post_logout_redirect_uri: 'https://evil.example/' };
    expect((await signOut(mine, elsewhere)).asked.headers.get('x-refused')).toBe('invalid_request');
    const body = new URLSearchParams({ xsrf: 'guessed', logout: 'yes' });
    await mine.request('/end-session/confirm', { method: 'POST', body });
    expect(await whoami(mine)).not.toBeNull();
  });
});
