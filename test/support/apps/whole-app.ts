import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Client } from '@temporalio/client';
import express from 'express';
import { createActivity } from '../../../api/activity/activity.js';
import { createAdmission } from '../../../api/admission/admission.js';
import { measurePressure } from '../../../api/admission/pressure.js';
import { createServer } from '../../../api/server.js';
import { type StaffRole, staffRoles } from '../../../domain/casework/staff-roles.js';
import { signingKeys } from '../../../platform/keys/signing-keys.js';
import { createLog } from '../../../platform/log/log.js';
import { createSafeFetch } from '../../../platform/network/safe-fetch.js';
import { parseNetworks } from '../../../platform/network/target-networks.js';
import { randomId } from '../../../platform/random-id.js';
import { createPayloadCodec } from '../../../platform/temporal/payload-codec.js';
import type { Store } from '../../../store/database.js';
import type { Partner } from '../../../store/partners/partners.js';
import { createCsrf } from '../../../ui/http/csrf.js';
import { hashPassword } from '../../../ui/http/passwords.js';
import { mountUi, pagesForProvider } from '../../../ui/mount.js';
import { examplePartner } from '../partners/example-partner.js';
import { rsaKey } from '../partners/rsa-key.js';
import { CookieBrowser } from '../people/cookie-browser.js';
import { openTestStore } from '../store/open-test-store.js';
import { openSession } from './open-session.js';

export type WholeApp = {
  /** The public address, as links name it. */
  url: string;
  /** Where it listens, on 127.0.0.1. */
  port: number;
  store: Store;
  partner: Partner;
  /** Lines that were logged. */
  logged: string[];
  /** Ids of the workflows that would have been started. */
  started: string[];
  browser: () => CookieBrowser;
  /** A browser that is signed in to an account of its own, by password and text message just now. */
  person: () => Promise<{ id: string; email: string; browser: CookieBrowser }>;
  /** A browser with a staff session, with every role if none are named. */
  staff: (browser?: CookieBrowser, roles?: readonly StaffRole[]) => Promise<CookieBrowser>;
  /** Begins a partner's request to sign in. @returns the address of the first page */
  begin: (browser: CookieBrowser, parameters?: Record<string, string>) => Promise<URL>;
  /** The fields that a page's form would send by itself, for a browser that has seen a page. */
  token: (browser: CookieBrowser) => Promise<string>;
  close: () => Promise<void>;
};

/** A password that accounts have, where one is needed. Its hash takes long to make: ask for it only then. */
const wholePassword = 'copper lantern violin';

/** All that the api process serves, built as it builds it, on a store of its own. Instead of Temporal, what would be started is noted. */
export async function startWholeApp(options: { url?: string } = {}): Promise<WholeApp> {
  const { store, drop } = await openTestStore();
  const server = createHttpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const at = `http://127.0.0.1:${port}`;
  const url = options.url ?? at;
  const [logged, started]: [string[], string[]] = [[], []];
  const log = createLog({ level: 'debug', process: 'test', destination: { write: (line) => void logged.push(line) } });
  const cookieKey = new Uint8Array(randomBytes(32));
  const temporal = {
    withDeadline: (_deadline: number, work: () => unknown) => work(),
    workflow: { start: async (_type: string, { workflowId }: { workflowId: string }) => void started.push(workflowId) },
  } as unknown as Client;
  const deps = {
    ...{ url, store, temporal, log, cookieKey, environment: 'sandbox' as const, linkage: true },
    staff: { issuer: `${url}/nowhere`, clientId: 'surety', clientSecret: randomId() },
    safeFetch: createSafeFetch({ privateTargets: parseNetworks('127.0.0.0/8,::1/128') }),
    channels: { voice: true, letter: true, lettersPerDay: 100 },
    algorithms: ['RS512', 'RS256', 'PS256'] as const,
  };
  const pages = pagesForProvider(deps);
  const keys = { keys: signingKeys([{ ...(await rsaKey()), kid: 'now' }]), cookieKeys: [cookieKey] };
  const app = express();
  app.get('/test/session/:accountId', openSession({ issuer: url, ...keys, store, log, pages }));
  const activity = createActivity(store, log);
  const codec = { codec: createPayloadCodec(cookieKey), uiOrigin: 'https://temporal.example', token: randomId() };
  const secrets = { notifyCallbackToken: randomId(), releaseToken: randomId(), historyCodec: codec };
  const ui = { pages, mount: (inner: express.Express, bridge: never) => mountUi(inner, { ...deps, provider: bridge }) };
  const admission = createAdmission(measurePressure());
  const around = { activity, admission, ui: ui as never, trustProxy: 'loopback' };
  app.use(createServer({ ...deps, ...keys, ...secrets, ...around }));
  server.on('request', app);
  const partner = examplePartner();
  await store.partners.put(partner);
  const csrf = createCsrf(cookieKey, url);
  let addresses = 0;
  // An address of its own for each: limits are kept for each network.
  const browser = () => {
    addresses += 1;
    return new CookieBrowser(at, { 'x-forwarded-for': `10.${addresses >> 8}.${addresses & 255}.9` });
  };

  return {
    ...{ url, port, store, partner, logged, started, browser },
    async person() {
      const id = randomId();
      const email = `${id.toLowerCase()}@example.com`;
      const contact = { email, mobile: '+447700900123', language: 'en' as const };
      const passwordHash = await hashed();
      await store.accounts.create({
        ...{ id, registrationId: randomId(), ...contact, passwordHash, termsVersion: '1', now: new Date() },
      });
      const own = browser();
      await own.request(`/test/session/${id}`);
      return { id, email, browser: own };
    },
    async staff(own = browser(), roles = staffRoles) {
      const who = { name: 'Ann', roles: [...roles] };
      const checkerId = await store.staff.signedIn({ issuer: url, subject: randomId(), ...who }, new Date());
      const name = url.startsWith('https:') ? '__Secure-surety_staff' : 'surety_staff';
      own.plant(
        `${name}=${await store.staffSessions.begin({ checkerId, ...who, authAt: new Date() }, new Date())}; Path=/casework`,
      );
      return own;
    },
    async begin(own, parameters = {}) {
      const query = new URLSearchParams({
        ...{ client_id: partner._id, response_type: 'code', redirect_uri: partner.redirectUris[0] ?? '' },
        ...{ scope: 'openid', vtr: '["P0.Cp.Cd"]', state: randomId(), nonce: randomId(), ...parameters },
      });
      return (await own.open(`/authorize?${query}`)).at;
    },
    async token(own) {
      const known = () => own.cookies().find(({ name }) => name.endsWith('surety_browser'))?.value;
      if (!known()) await own.request('/signed-out');
      return csrf.token(known() ?? '');
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await drop();
    },
  };
}

let hash: Promise<string> | undefined;
const hashed = (): Promise<string> => {
  hash ??= hashPassword(wholePassword);
  return hash;
};
