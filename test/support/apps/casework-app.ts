import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { Faults } from '../../../dev/faults/faults.js';
import { staffRoutes } from '../../../dev/staff/routes.js';
import type { CaseNeed } from '../../../domain/casework/case-needs.js';
import type { StaffRole } from '../../../domain/casework/staff-roles.js';
import { createLog } from '../../../platform/log/log.js';
import { randomId } from '../../../platform/random-id.js';
import { connectTemporal } from '../../../platform/temporal/client.js';
import type { Store } from '../../../store/database.js';
import { casework } from '../../../ui/casework/routes.js';
import { assets } from '../../../ui/http/assets.js';
import { createCsrf } from '../../../ui/http/csrf.js';
import { framing } from '../../../ui/http/frame.js';
import { errorPages, notFound } from '../../../ui/http/problem.js';
import { CookieBrowser } from '../people/cookie-browser.js';
import { openTestStore } from '../store/open-test-store.js';
import { keepToken } from './casework-form.js';

export type CaseworkApp = {
  url: string;
  store: Store;
  /** Of the staff issuer. */
  faults: Faults;
  /** Lines that were logged. */
  logged: string[];
  /** A browser with a staff session of its own, and the id its checker has in the queue. */
  signedIn: (
    name: string,
    roles?: StaffRole[],
    skills?: CaseNeed[],
  ) => Promise<{ browser: CookieBrowser; checkerId: string }>;
  close: () => Promise<void>;
};

/** The desk and the simulated staff issuer, listening, on a store of their own. Temporal is down. */
export async function startCaseworkApp(): Promise<CaseworkApp> {
  const { store, drop } = await openTestStore();
  const app = express();
  const server = createServer(app).listen(0, 'localhost');
  const issuerApp = express();
  const issuerServer = createServer(issuerApp).listen(0, 'localhost');
  await Promise.all([once(server, 'listening'), once(issuerServer, 'listening')]);
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const issuer = `http://localhost:${(issuerServer.address() as AddressInfo).port}/staff`;

  const faults = new Faults();
  const client = { clientId: 'surety', clientSecret: randomBytes(16).toString('hex') };
  issuerApp.use('/staff', staffRoutes({ issuer, ...client, returnsTo: url, faults }));

  const logged: string[] = [];
  const log = createLog({
    level: 'debug',
    process: 'test',
    destination: { write: (line: string) => void logged.push(line) },
  });
  const down = connectTemporal({
    temporalAddress: '127.0.0.1:1',
    temporalNamespace: 'default',
    temporalTls: false,
    temporalApiKey: undefined,
    payloadKey: [new Uint8Array(randomBytes(32))],
  });
  const csrf = createCsrf(new Uint8Array(randomBytes(32)), url);
  app.use('/assets', assets());
  const frame = framing(csrf, false);
  app.use((req, res, next) => {
    frame(req, res);
    next();
  });
  app.use(
    '/casework',
    casework(
      {
        url,
        store,
        temporal: down.client,
        log,
        environment: 'sandbox',
        staff: { issuer, ...client, acr: ['two-factors', 'passkey'] },
      },
      csrf,
      50,
    ),
  );
  app.use(notFound, errorPages(log));

  return {
    url,
    store,
    faults,
    logged,
    signedIn: async (name, roles = ['checker'], skills = undefined) => {
      const now = new Date();
      const checkerId = await store.staff.signedIn({ issuer, subject: name, name, roles }, now);
      const token = await store.staffSessions.begin({ checkerId, name, roles, skills, authAt: now }, now);
      const browser = new CookieBrowser(url);
      browser.plant(`surety_staff=${token}; Path=/casework`);
      const id = randomId();
      browser.plant(`surety_browser=${id}; Path=/`);
      keepToken(browser, csrf.token(id));
      return { browser, checkerId };
    },
    close: async () => {
      server.closeAllConnections();
      issuerServer.closeAllConnections();
      server.close();
      issuerServer.close();
      await down.close();
      await drop();
    },
  };
}
