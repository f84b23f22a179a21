import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import type { Delegation } from '../../../domain/delegation/delegation.js';
import { randomId } from '../../../platform/random-id.js';
import { examplePerson, type ProviderApp, startProviderApp } from '../../../test/support/apps/provider-app.js';
import { partnerKey, RelyingParty } from '../../../test/support/partners/relying-party.js';
import { CookieBrowser } from '../../../test/support/people/cookie-browser.js';
import { liveDelegation } from '../../../test/support/workflows/live-delegation.js';

let app: ProviderApp;
let opted: RelyingParty;
let other: RelyingParty;
let mine: CookieBrowser;
let [actor, subject, delegation] = ['', '', ''];

const subjectsName = { ...examplePerson, nhsNumber: '9990123144', familyName: 'Quill', givenNames: ['Rosa'] };
const asked = { scope: 'openid email profile profile_extended', vtr: '["P9.Cp.Cd"]' };

beforeAll(async () => {
  app = await startProviderApp();
  const { privateKey, jwk } = await partnerKey();
  const more = { delegatedAccess: true, refreshTokens: true };
  const partners = [await app.addPartner(jwk, more), await app.addPartner(jwk)];
  const parties = partners.map((partner) => RelyingParty.discover(app.issuer, partner, privateKey));
  [opted, other] = (await Promise.all(parties)) as [RelyingParty, RelyingParty];
});
afterAll(() => app.close());
beforeEach(async () => {
  actor = await app.addAccount('P9', examplePerson);
  subject = await app.addAccount('P9', subjectsName);
  mine = new CookieBrowser(app.issuer);
  delegation = await begin({});
  Object.assign(app.behaviour, { accountId: actor, another: false, wait: false, delegationId: delegation });
  await app.store.consents.give(actor, other.partner._id, ['openid', 'email', 'profile'], new Date());
  app.shown.length = 0;
});

const begin = (more: Partial<Delegation>) =>
  liveDelegation(app.store, {
    ...{ actorId: actor, subjectId: subject, partners: [opted.partner._id], kinds: ['identity', 'prescriptions'] },
    ...more,
  });
const prompts = () => app.shown.map(({ prompt }) => prompt);
const errorOf = async (party: RelyingParty, parameters: Record<string, string>) =>
  (await party.send(mine, { ...asked, ...parameters })).left.searchParams.get('error');
const end = async () => {
  await app.store.delegations.stop(delegation, 'subject', new Date());
  await app.store.oidc.endDelegation(actor, delegation);
};

describe('signing in for somebody else', () => {
  it('gives the partner the subject’s sub and data as far as opened, with the delegate as actor', async () => {
    const { tokens, claims } = await opted.signIn(mine, asked);
    expect(prompts()).toEqual(['login', 'for_whom']);
    const told = { sub: subject, act: { sub: actor }, vot: 'P9.Cp.Cd', family_name: 'Quill', nhs_number: '9990123144' };
    expect(claims).toMatchObject({
      ...told,
      delegation: { id: delegation, basis: 'consent', kinds: ['identity', 'prescriptions'] },
    });
    expect(tokens.scope).toBe('openid profile profile_extended');
    expect(decodeJwt(tokens.access_token)).toMatchObject({ sub: subject, act: { sub: actor }, scope: tokens.scope });
    const answer = await opted.userinfo(tokens.access_token, subject);
    expect(answer).toMatchObject({
      sub: subject,
      act: { sub: actor },
      given_name: 'Rosa',
      identity_proofing_level: 'P9',
    });
    expect(JSON.stringify([claims, answer])).not.toContain('@example.com');
    expect(JSON.stringify([claims, answer])).not.toContain('Exempli');
    for (const [id, action] of [
      [actor, 'delegation.used'],
      [subject, 'delegation.used-for'],
    ] as const) {
      const [entry] = await app.store.audit.ofAccount(id, 1);
      expect(entry).toMatchObject({
        action,
        actor: { id: actor },
        details: { delegationId: delegation, partnerId: opted.partner._id },
      });
    }
  });

  it('asks each time, and stays within that one request: the person’s own session is their own everywhere', async () => {
    await opted.signIn(mine, asked);
    app.behaviour.delegationId = undefined;
    await app.store.consents.give(actor, opted.partner._id, asked.scope.split(' '), new Date());
    const own = await opted.signIn(mine, asked);
    expect(own.claims).toMatchObject({ sub: actor, family_name: 'Exempli' });
    expect(own.claims).not.toHaveProperty('act');
    expect((await other.signIn(mine, { scope: 'openid email' })).claims).toMatchObject({ sub: actor });
    expect(prompts()).toEqual(['login', 'for_whom', 'for_whom', 'select_account'].slice(0, prompts().length));
    const session = (await (await mine.request('/whoami')).json()) as { accountId: string; partners: string[] };
    expect(session.accountId).toBe(actor);
    expect(session.partners).toHaveLength(2);
  });

  it('is not answered in silence: prompt=none says that somebody has to choose, unless it names who signs in', async () => {
    const { tokens } = await opted.signIn(mine, asked);
    expect(await errorOf(opted, { prompt: 'none' })).toBe('account_selection_required');
    expect(await errorOf(opted, { prompt: 'none', id_token_hint: tokens.id_token ?? '' })).toBe('login_required');
    app.behaviour.delegationId = undefined;
    const own = await opted.signIn(mine, { ...asked, scope: 'openid' });
    const silent = await opted.signIn(mine, {
      ...asked,
      scope: 'openid',
      prompt: 'none',
      id_token_hint: own.tokens.id_token ?? '',
    });
    expect(silent.claims).toMatchObject({ sub: actor });
  });

  it('leads to no other partner by the ID token', async () => {
    const { tokens } = await opted.signIn(mine, asked);
    const own = await other.signIn(mine, { scope: 'openid email' });
    expect(String(decodeJwt(tokens.id_token ?? '').jti).length).toBeLessThan(40);
    expect(String(own.claims.jti).length).toBeGreaterThan(40);
  });
});

describe('a delegation opens nothing', () => {
  it('at partners that did not opt in, nor at those it does not name: they never see a choice', async () => {
    const elsewhere = await begin({ partners: [other.partner._id] });
    app.behaviour.delegationId = elsewhere;
    expect((await other.signIn(mine, { scope: 'openid email' })).claims).toMatchObject({ sub: actor });
    expect(prompts()).toEqual(['login']);
    await expect(opted.send(mine, asked)).rejects.toThrow('redirects');
  });

  const choose = async (more: Partial<Delegation>) => {
    app.behaviour.delegationId = await begin(more);
  };
  const change = (id: string, fields: object) =>
    app.store.tools.db.collection<{ _id: string }>('accounts').updateOne({ _id: id }, { $set: fields });
  const outside: [string, () => Promise<unknown>][] = [
    ['that somebody else was given', () => choose({ actorId: subject, subjectId: actor })],
    ['that does not exist', async () => Object.assign(app.behaviour, { delegationId: randomId() })],
    ['that was stopped', end],
    ['whose time is over', () => choose({ endsAt: Date.now() - 1 })],
    ['whose review is overdue', () => choose({ reviewAt: Date.now() - 1 })],
    ['that is paused', () => choose({ step: 'paused' })],
    ['of a child of 16', () => choose({ basis: 'parent', sixteenAt: Date.now() - 1 })],
    ['whose subject is blocked', () => change(subject, { blocked: true })],
    ['whose subject is about to leave', () => change(subject, { closing: { id: 'c', at: new Date() } })],
    ['of an actor whose level was lost', () => change(actor, { level: 'P5' })],
  ];
  it.each(outside)('%s', async (_, make) => {
    const fallback = await app.addAccount('P9', { ...subjectsName, nhsNumber: '9990123152' });
    await begin({ subjectId: fallback });
    await make();
    await app.putSession(mine, actor, ['pwd', 'sms']);
    app.behaviour.wait = true;
    const { address, checks } = opted.request({ scope: 'openid', vtr: '["P0.Cp.Cd"]' });
    const first = await mine.open(address.href);
    const { left } = first.left ? first : await mine.open(`${first.at.pathname}?go=1`);
    // Asked again; or, where there is nobody left to act for, taken for themselves.
    if (left) expect(await opted.exchange(left, checks)).toMatchObject({ sub: actor });
    else expect(prompts()).toEqual(['for_whom', 'for_whom', 'for_whom']);
  });
});

describe('the end of a delegation', () => {
  it('is felt at once: by codes, userinfo and refresh tokens; partners are told by the subject’s sub, the actor stays signed in', async () => {
    const { tokens } = await opted.signIn(mine, asked);
    const later = await opted.send(mine, asked);
    app.behaviour.delegationId = undefined;
    const own = await opted.signIn(mine, { ...asked, scope: 'openid' });
    const renewed = await client.refreshTokenGrant(opted.config, tokens.refresh_token ?? '');
    expect(renewed.claims()).toMatchObject({ sub: subject, act: { sub: actor } });
    await app.store.delegations.stop(delegation, 'subject', new Date());
    await expect(opted.userinfo(renewed.access_token, subject)).rejects.toThrow();
    await expect(client.refreshTokenGrant(opted.config, renewed.refresh_token ?? '')).rejects.toThrow();
    await expect(opted.exchange(later.left, later.checks)).rejects.toThrow();
    await app.store.oidc.endDelegation(actor, delegation);
    const told = await app.store.signOuts.waiting(100);
    const mineTold = told.filter(({ accountId }) => [actor, subject].includes(accountId));
    expect(mineTold).toMatchObject([
      { _id: decodeJwt(tokens.id_token ?? '').sid, partnerId: opted.partner._id, accountId: subject },
    ]);
    expect(await opted.userinfo(own.tokens.access_token, actor)).toMatchObject({ sub: actor });
    expect((await opted.signIn(mine, { ...asked, scope: 'openid' })).claims).toMatchObject({ sub: actor });
  });

  it('signing out at the partner ends what was done for the other too', async () => {
    const { tokens } = await opted.signIn(mine, asked);
    await mine.open('/whoami');
    await app.store.oidc.endSessions(actor);
    expect((await app.store.signOuts.waiting(100)).filter(({ accountId }) => accountId === subject)).toHaveLength(1);
    await expect(opted.userinfo(tokens.access_token, subject)).rejects.toThrow();
    await expect(client.refreshTokenGrant(opted.config, tokens.refresh_token ?? '')).rejects.toThrow();
  });
});
