import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createGpSystem } from '../../../activities/gp-system/client.js';
import { Faults } from '../../../dev/faults/faults.js';
import { gpRoutes } from '../../../dev/gp/routes.js';
import type { Records } from '../../../dev/pds/records.js';
import type { Identity } from '../../../domain/person/identity.js';
import type { Partner } from '../../../store/partners/partners.js';
import { submit, type UiApp } from '../apps/ui-app.js';
import { partnerKey, RelyingParty } from '../partners/relying-party.js';
import type { CookieBrowser } from '../people/cookie-browser.js';
import { passwordByDevice } from '../people/sign-in-by-device.js';
import { eventually } from './workflow-environment.js';

const secret = 'secret-of-the-gp-system';

/** The GP system's simulator, reached by the real client. */
export async function startGpSystem(records: Records) {
  const faults = new Faults();
  const server = createServer(express().use('/gp', gpRoutes({ secret, records, faults }))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/gp`;
  const desk = (nhsNumber: string, does: string) =>
    fetch(`${url}/desk`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ nhsNumber, does }) });
  const printed = async (nhsNumber: string) => {
    await desk(nhsNumber, 'print');
    const html = await (await fetch(`${url}/desk`)).text();
    const row = html.split('<tr>').find((one) => one.includes(nhsNumber)) ?? '';
    const [, odsCode = '', userId = '', key = ''] =
      /ODS code (\S+), account ID (\d+), linkage key (\w+)/.exec(row) ?? [];
    return { odsCode, userId, key };
  };
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return {
    system: createGpSystem({ url, secret }),
    wrong: createGpSystem({ url, secret: 'x' }),
    faults,
    desk,
    printed,
    close,
  };
}

/** A partner with the scope of linkage keys, and its side of OpenID Connect. */
export async function linkedPartner(at: UiApp): Promise<{ partner: Partner; party: RelyingParty }> {
  const { privateKey, jwk } = await partnerKey();
  const partner = { ...at.partner, _id: `linked-${Date.now()}`, jwks: { keys: [jwk] } };
  await at.store.partners.put(partner);
  return { partner, party: await RelyingParty.discover(at.url, partner, privateKey) };
}

export const linkageRequest = { vtr: '["P9.Cp.Cd"]', scope: 'openid gp_integration_credentials' };

/** Somebody at P9 who signs in and agrees: they come to the page of linkage keys. */
export function linkageVisitor(at: UiApp, party: RelyingParty) {
  const account = async (identity: Identity) => {
    const { id, email } = await at.account();
    const proof = { epoch: 0, caseId: id, how: 'M1A', now: new Date() };
    await at.store.accounts.raiseLevel({ accountId: id, level: 'P9', identity, ...proof });
    return { id, email };
  };
  const signIn = async (browser: CookieBrowser, { email }: { email: string }, address: string) =>
    follow(browser, await passwordByDevice(at, browser, (await browser.open(address)).at, email));

  /** Follows redirects up to the page of linkage keys, which is not opened: where the keys are there it leads on at once. */
  const follow = async (browser: CookieBrowser, address: string) => {
    let where = new URL(address, at.url);
    for (let hops = 0; hops < 20 && where.origin === at.url && !where.pathname.endsWith('/linkage'); hops++) {
      const to = (await browser.request(where)).headers.get('location');
      if (!to) break;
      where = new URL(to, where);
    }
    return { at: where, ...(where.origin === at.url ? {} : { left: where }) };
  };

  /** The answer to the consent page, or the request's own where nothing is asked. @returns where it led */
  const agree = async (browser: CookieBrowser, page: string) => {
    const answer = await submit(browser, page, { action: 'agree' });
    return follow(browser, answer.headers.get('location') ?? '');
  };
  /** Waits on the page until it says something, or leads to the partner. */
  const settled = (browser: CookieBrowser, page: string) =>
    eventually(async () => {
      const { left, response, at: where } = await browser.open(page);
      const html = left ? '' : await response.text();
      return (left || !html.includes('surety-working')) && { left, html, page: where.pathname };
    });
  const userinfo = async (left: URL, checks: ReturnType<RelyingParty['request']>['checks'], sub: string) => {
    const { authorizationCodeGrant } = await import('openid-client');
    const tokens = await authorizationCodeGrant(party.config, left, checks);
    return { token: tokens.access_token, claims: (await party.userinfo(tokens.access_token, sub)) as Claims };
  };
  return { account, signIn, agree, follow, settled, userinfo };
}

type Claims = {
  gp_user_id?: string;
  gp_linkage_key?: string;
  gp_ods_code?: string;
  gp_linkage_problem?: string;
};
