import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createLogoutActivities } from '../../../activities/logout/activities.js';
import { createActivity } from '../../../api/activity/activity.js';
import { createAdmission } from '../../../api/admission/admission.js';
import { measurePressure } from '../../../api/admission/pressure.js';
import { createServer } from '../../../api/server.js';
import { termsVersion } from '../../../domain/journey/next-step.js';
import { signingKeys } from '../../../platform/keys/signing-keys.js';
import { createLog } from '../../../platform/log/log.js';
import { createSafeFetch } from '../../../platform/network/safe-fetch.js';
import { parseNetworks } from '../../../platform/network/target-networks.js';
import { randomId } from '../../../platform/random-id.js';
import type { Store } from '../../../store/database.js';
import type { Partner } from '../../../store/partners/partners.js';
import { hashPassword } from '../../../ui/http/passwords.js';
import { mountUi, pagesForProvider } from '../../../ui/mount.js';
import { examplePartner } from '../partners/example-partner.js';
import { rsaKey } from '../partners/rsa-key.js';
import { CookieBrowser } from '../people/cookie-browser.js';
import { startWorkflowEnvironment, type WorkflowEnvironment } from '../workflows/workflow-environment.js';
import { openSession } from './open-session.js';

export const knownPassword = 'copper lantern violin';

export type UiApp = WorkflowEnvironment & {
  url: string;
  partner: Partner;
  /** Lines that were logged. */
  logged: string[];
  browser: () => CookieBrowser;
  /** An account with `knownPassword`. */
  account: () => Promise<{ id: string; email: string; mobile: string }>;
  /** Signs an account in in a browser, by password and text message just now, without the pages of that. */
  putSession: (browser: CookieBrowser, accountId: string) => Promise<void>;
  /** Begins a partner's request. @returns the address of the first page. */
  begin: (browser: CookieBrowser, parameters?: Record<string, string>) => Promise<URL>;
  /** The newest code sent to somebody. */
  code: (to: string) => string;
};

/** The real application on the real workflows: pages, provider and partner API, listening, with scripted outside systems. */
export async function startUiApp(): Promise<UiApp> {
  const workflows = await startWorkflowEnvironment();
  const { store, client: temporal, sent, script } = workflows;
  const server = createHttpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const logged: string[] = [];
  const log = createLog({ level: 'debug', process: 'test', destination: { write: (line) => void logged.push(line) } });
  const cookieKeys = [new Uint8Array(randomBytes(32))];
  const staff = { issuer: `${url}/nowhere`, clientId: 'surety', clientSecret: randomId() };
  const environment = 'sandbox' as const;
  const keys = signingKeys([{ ...(await rsaKey()), kid: 'now' }]);
  const safeFetch = createSafeFetch({ privateTargets: parseNetworks('127.0.0.0/8,::1/128') });
  const channels = { voice: true, letter: true, lettersPerDay: 100 };
  const around = { channels, linkage: true, environment, safeFetch, algorithms: ['RS512', 'RS256', 'PS256'] as const };
  const deps = { url, store, temporal, log, cookieKey: cookieKeys[0] as Uint8Array, staff, ...around };
  script.logout = createLogoutActivities({ store, issuer: url, keys, safeFetch }).deliverLogout;
  const pages = pagesForProvider(deps);
  const app = express();
  app.get('/test/session/:accountId', openSession({ issuer: url, keys, cookieKeys, store, log, pages }));
  app.use(
    createServer({
      ...deps,
      activity: createActivity(store, log),
      admission: createAdmission(measurePressure()),
      keys,
      cookieKeys,
      notifyCallbackToken: randomId(),
      ui: { pages, mount: (inner, provider) => mountUi(inner, { ...deps, provider }) },
    }),
  );
  server.on('request', app);
  const partner = examplePartner();
  await store.partners.put(partner);
  let people = 0;

  return {
    ...workflows,
    url,
    partner,
    logged,
    browser: () => new CookieBrowser(url),
    account: async () => {
      const email = `person${++people}-${randomId().toLowerCase()}@example.com`;
      const mobile = `+4477009${String(10_000 + people)}`;
      return { id: await makeAccount(store, email, mobile), email, mobile };
    },
    putSession: async (browser, accountId) => void (await browser.request(`/test/session/${accountId}`)),
    async begin(browser, parameters = {}) {
      const query = new URLSearchParams({
        client_id: partner._id,
        response_type: 'code',
        redirect_uri: partner.redirectUris[0] ?? '',
        scope: 'openid',
        vtr: '["P0.Cp.Cd"]',
        state: randomId(),
        nonce: randomId(),
        ...parameters,
      });
      return (await browser.open(`/authorize?${query}`)).at;
    },
    code: (to) => {
      const text = sent.findLast((message) => message.to === to)?.text ?? '';
      return /\b\d{6}\b/.exec(text)?.[0] ?? '';
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await workflows.close();
    },
  };
}

/** Made once: it is made to take long. */
let passwordHash: Promise<string> | undefined;

async function makeAccount(store: Store, email: string, mobile: string): Promise<string> {
  passwordHash ??= hashPassword(knownPassword);
  const made = await store.accounts.create({
    id: randomId(),
    registrationId: randomId(),
    email,
    mobile,
    passwordHash: await passwordHash,
    termsVersion,
    language: 'en',
    now: new Date(),
  });
  if (made === 'email_in_use') throw new Error('a test made the same account twice');
  return made.id;
}

/** What a form of a page holds, to be posted from it. */
export async function formOf(response: Response): Promise<Record<string, string>> {
  const html = await response.text();
  const hidden = [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
  return Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
}

/** Opens a page and posts its form. @returns the answer, not followed. */
export async function submit(
  browser: CookieBrowser,
  address: string | URL,
  fields: Record<string, string>,
): Promise<Response> {
  const secrets = await formOf(await browser.request(address));
  return browser.request(address, { method: 'POST', body: new URLSearchParams({ ...secrets, ...fields }) });
}
