import { randomBytes } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { signingAlgorithms } from '../../../domain/partners/signing-algorithms.js';
import { createLog } from '../../../platform/log/log.js';
import { createSafeFetch } from '../../../platform/network/safe-fetch.js';
import { parseNetworks } from '../../../platform/network/target-networks.js';
import { randomId } from '../../../platform/random-id.js';
import { casework } from '../../../ui/casework/routes.js';
import { assets } from '../../../ui/http/assets.js';
import { createCsrf } from '../../../ui/http/csrf.js';
import { framing } from '../../../ui/http/frame.js';
import { createLimits } from '../../../ui/http/limits.js';
import { errorPages, notFound } from '../../../ui/http/problem.js';
import { portalRoutes } from '../../../ui/portal/routes.js';
import { CookieBrowser } from '../people/cookie-browser.js';
import { type MountMore, type ProviderApp, startProviderApp } from './provider-app.js';

export type PortalApp = ProviderApp & {
  /** Ids of the message workflows that were started. */
  started: string[];
  /** Somebody with an account and a session, in a browser of their own. */
  person: () => Promise<{ id: string; email: string; browser: CookieBrowser }>;
  /** A member of staff with the role admin. */
  admin: () => Promise<CookieBrowser>;
};

/** The portal, the admins' pages, the provider and the partner API, listening. Instead of Temporal, what would be started is noted. */
export async function startPortalApp(environment: 'sandbox' | 'live'): Promise<PortalApp> {
  const started: string[] = [];
  const temporal = {
    withDeadline: (_deadline: number, work: () => unknown) => work(),
    workflow: { start: async (_type: string, { workflowId }: { workflowId: string }) => void started.push(workflowId) },
  } as unknown as Client;
  const mountMore: MountMore = (express, { issuer: url, store, bridge: provider }) => {
    const cookieKey = new Uint8Array(randomBytes(32));
    const csrf = createCsrf(cookieKey, url);
    const frame = framing(csrf, false);
    const log = createLog({ level: 'silent', process: 'test' });
    const staff = { issuer: `${url}/nowhere`, clientId: 'surety', clientSecret: randomId() };
    const safeFetch = createSafeFetch({ privateTargets: parseNetworks('127.0.0.0/8,::1/128') });
    const algorithms = signingAlgorithms.filter((one) => one !== 'ES256');
    const deps = { url, store, provider, temporal, cookieKey, log, staff, environment, algorithms, safeFetch };
    express.use('/assets', assets());
    express.use((req, res, next) => {
      frame(req, res);
      next();
    });
    express.use(portalRoutes(deps, { csrf, limits: createLimits(store) }));
    express.use('/casework', casework(deps, csrf));
    express.use(notFound, errorPages(log));
  };
  const app = await startProviderApp({ mountMore });
  const { store, issuer } = app;

  return {
    ...app,
    started,
    async person() {
      const id = await app.addAccount();
      const browser = new CookieBrowser(issuer);
      await app.putSession(browser, id, ['pwd', 'sms']);
      return { id, email: `${id.toLowerCase()}@example.com`, browser };
    },
    async admin() {
      const who = { issuer, subject: randomId(), name: 'Ann', roles: ['admin' as const] };
      const checkerId = await store.staff.signedIn(who, new Date());
      const token = await store.staffSessions.begin({ checkerId, name: 'Ann', roles: ['admin'] }, new Date());
      const browser = new CookieBrowser(issuer);
      browser.plant(`surety_staff=${token}; Path=/casework`);
      return browser;
    },
  };
}

/**
 * Posts a form of a page as a browser would.
 * @param options `upload` where the form carries files, `from` for a page that has a form where the first has none
 * @returns the answer, not followed, and its text
 */
export async function send(
  browser: CookieBrowser,
  page: string,
  fields: Record<string, string | string[] | Blob>,
  { upload = false, from = page }: { upload?: boolean; from?: string } = {},
): Promise<{ status: number; to: string; text: string }> {
  const html = await (await browser.request(from)).text();
  const csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const body = upload ? new FormData() : new URLSearchParams();
  for (const [name, value] of Object.entries({ csrf, ...fields })) {
    for (const one of [value].flat()) body.append(name, one as string);
  }
  const answer = await browser.request(page, { method: 'POST', body });
  return { status: answer.status, to: answer.headers.get('location') ?? '', text: await answer.text() };
}
