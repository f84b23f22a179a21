import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import express from 'express';
import { callsRoutes } from './calls/routes.js';
import { Faults } from './faults/faults.js';
import { faultRoutes } from './faults/routes.js';
import { gpRoutes } from './gp/routes.js';
import { Inbox } from './inbox/inbox.js';
import { inboxRoutes } from './inbox/routes.js';
import { startSmtp } from './inbox/smtp.js';
import { notifyRoutes } from './notify/routes.js';
import { partnerRoutes } from './partner/routes.js';
import { moorside, riverside } from './partner/who.js';
import { Records } from './pds/records.js';
import { pdsRoutes } from './pds/routes.js';
import { simulatorsPage } from './simulators-page.js';
import { specimensPage } from './specimens-page.js';
import { staffRoutes } from './staff/routes.js';
import type { Secrets } from './up/secrets.js';

export interface DevServerOptions {
  /** 0 takes any free port. */
  port: number;
  mailPort: number;
  /** Where to listen: `localhost` if left out. */
  host?: string;
  /** The address that others find this server at; the port on localhost if left out. */
  publicUrl?: string;
  /** The address that people's browsers find it at, where that is another one. */
  pagesUrl?: string;
  /** Surety's public address. */
  issuer: string;
  /** Where Surety answers this server, where that is another address. */
  suretyAt?: string;
  secrets: Secrets;
  /** Where patched PDS records are kept; in memory only without it. */
  dataDir?: string;
  /** Requests a second that PDS takes: 5, unless a test is about something else. */
  pdsRate?: number;
  /** Milliseconds before Notify tries a receipt again: 5 minutes, unless a test is about that. */
  receiptRetryMs?: number;
}

/** The outside world in development: demo partner, inbox, and simulators of PDS, Notify, a provider of phone calls, SMTP and staff sign-in. */
export async function startDevServer(options: DevServerOptions) {
  const {
    port,
    mailPort,
    host = 'localhost',
    publicUrl,
    issuer,
    suretyAt = issuer,
    secrets,
    dataDir,
    pdsRate = 5,
    receiptRetryMs = 300_000,
  } = options;
  const app = express().disable('x-powered-by');
  const server = createServer(app);
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  const url = publicUrl ?? `http://localhost:${typeof address === 'object' && address ? address.port : port}`;
  const { pagesUrl = url } = options;

  const faults = new Faults();
  const inbox = new Inbox();
  const records = new Records(dataDir && join(dataDir, 'pds.json'));
  const smtp = await startSmtp(inbox, faults, mailPort, host === 'localhost' ? '127.0.0.1' : host);
  const notify = notifyRoutes({
    serviceId: secrets.notifyServiceId,
    secret: secrets.notifySecret,
    callbackUrl: `${suretyAt}/notify/receipts`,
    callbackToken: secrets.notifyCallbackToken,
    retryMs: receiptRetryMs,
    inbox,
    faults,
  });

  app.get('/healthz', (_req, res) => void res.send('ok'));
  app.use(faultRoutes(faults), inboxRoutes(inbox), simulatorsPage(faults, records), specimensPage());
  app.use('/notify', notify.router);
  app.use('/calls', callsRoutes({ account: 'development', token: secrets.callsToken, inbox, faults }));
  app.use(
    '/pds',
    pdsRoutes({
      records,
      faults,
      rate: pdsRate,
      baseUrl: `${url}/pds/personal-demographics/FHIR/R4`,
      apiKey: secrets.pdsApiKey,
      keyId: 'development-1',
      privateKey: secrets.pdsPrivateKey,
      tokenUrl: `${url}/pds/oauth2/token`,
      issuer,
    }),
  );
  app.use('/gp', gpRoutes({ secret: secrets.gpSystemSecret, records, faults }));
  app.use(
    '/staff',
    staffRoutes({
      issuer: `${pagesUrl}/staff`,
      clientId: 'surety',
      clientSecret: secrets.staffClientSecret,
      returnsTo: issuer,
      faults,
    }),
  );
  const pharmacy = { url: pagesUrl + moorside.base, clientId: moorside.id, key: secrets.pharmacyKey };
  app.use(moorside.base, partnerRoutes({ issuer, suretyAt, ...pharmacy }, moorside));
  app.use(partnerRoutes({ issuer, suretyAt, url: pagesUrl, clientId: riverside.id, key: secrets.partnerKey }));

  return {
    url,
    smtpUrl: smtp.url,
    inbox,
    pds: records,
    faults,
    close: async () => {
      notify.close();
      await smtp.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type DevServer = Awaited<ReturnType<typeof startDevServer>>;
