import { once } from 'node:events';
import { createServer as createHttpServer, type Server } from 'node:http';
import { signingKeyMaker } from '../platform/keys/make-signing-key.js';
import { startMetricsServer } from '../platform/metrics/metrics-server.js';
import { createSafeFetch } from '../platform/network/safe-fetch.js';
import { connectTemporal } from '../platform/temporal/client.js';
import { createPayloadCodec } from '../platform/temporal/payload-codec.js';
import { type OpenedProcess, openProcess } from '../store/open-process.js';
import { keepDeliveringDecisions } from '../ui/casework/deliver-decisions.js';
import { keepCarryingOutStaffChanges } from '../ui/casework/person-change/carry-out.js';
import { keepCarryingOut } from '../ui/casework/revise/carry-out.js';
import { mountUi, pagesForProvider } from '../ui/mount.js';
import { createActivity, keepFlushing } from './activity/activity.js';
import { createAdmission, keepAdapting } from './admission/admission.js';
import { measurePressure } from './admission/pressure.js';
import { drainable } from './http/drain.js';
import { registerPartners } from './operator/partners-file.js';
import { watchBacklogs } from './operator/watch-backlogs.js';
import { keepRelaying } from './rounds/relay.js';
import { keepSealingAudit } from './rounds/seal-audit.js';
import { keepSendingLeftNotices } from './rounds/send-left-notices.js';
import { keepTellingPartners } from './rounds/tell-partners.js';
import { createServer } from './server.js';

/** How long requests under way may take to end when the process is asked to stop, in milliseconds. */
const patience = 10_000;

/** The HTTP process: the OpenID Provider, the partner API and all pages. */
async function main({ config, log, store, stopTracing }: OpenedProcess<'api'>): Promise<void> {
  const { suretyUrl: url, cookieKey: cookieKeys, notifyCallbackToken, codeSeconds } = config;
  const cookieKey = cookieKeys[0] as Uint8Array;
  const temporal = connectTemporal(config);
  await store.signingKeys.takeIn(config.signingKeys?.keys ?? [], signingKeyMaker(config.environment), new Date());
  const { keys, stop: stopReadingKeys } = await store.signingKeys.keepReading(log);
  const { algorithms } = keys;
  const safeFetch = createSafeFetch({ privateTargets: config.privateTargets });
  if (config.partnersFile) {
    log.info({ partners: await registerPartners(store, config.partnersFile, algorithms) }, 'partners registered');
  }
  const staff = {
    issuer: config.staffIssuer,
    clientId: config.staffClientId,
    clientSecret: config.staffClientSecret,
    acr: config.staffAcr,
  };
  const { environment, maintenanceUntil, breachedPasswords, supportContact } = config;
  const channels = {
    voice: config.voiceTransport !== undefined,
    letter: config.notifyLetterTemplate !== undefined,
    lettersPerDay: config.lettersPerDay,
  };
  const linkage = config.gpSystemUrl !== undefined;
  const pages = { channels, linkage, maintenanceUntil, breachedPasswords, supportContact };
  const around = { ...pages, environment, algorithms, safeFetch };
  const deps = { url, store, temporal: temporal.client, log, cookieKey, staff, ...around };
  const activity = createActivity(store, log);
  const admission = createAdmission(measurePressure(), config.newSignInsPerSecond);
  const app = createServer({
    ...deps,
    activity,
    admission,
    keys,
    codeSeconds,
    privateTargets: config.privateTargets,
    cookieKeys,
    notifyCallbackToken,
    releaseToken: config.releaseToken,
    historyCodec: {
      codec: createPayloadCodec(config.payloadKey),
      uiOrigin: config.codecUiOrigin,
      token: config.codecToken,
    },
    trustProxy: config.trustProxy,
    ui: {
      pages: pagesForProvider(deps),
      mount: (express, provider) => mountUi(express, { ...deps, provider }),
    },
  });
  const metrics = await startMetricsServer({
    port: config.metricsPort,
    process: 'api',
    release: config.release,
    ready: () => store.ping().then(() => true),
    refresh: watchBacklogs({ store, temporal: temporal.client }),
  });
  const server = createHttpServer(app);
  const drain = drainable(server);
  await listen(server, config.port);
  const desk = [keepDeliveringDecisions(deps), keepCarryingOut(deps), keepCarryingOutStaffChanges(deps)];
  const stops = [
    stopReadingKeys,
    ...desk,
    keepRelaying(deps),
    keepTellingPartners(deps),
    keepSendingLeftNotices(deps),
    keepFlushing(activity, log),
    keepAdapting(admission, log),
    keepSealingAudit(deps),
    store.journeyNotes.keepWriting(log),
    store.journeyNotices.keepReading(log),
  ];
  log.info({ port: config.port }, 'api listens');

  const signal = await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  log.info({ signal: String(signal[0]) }, 'api stops');
  // What is under way may still put work into the others' hands.
  await drain(patience);
  await Promise.all(stops.map((stop) => stop()));
  await metrics.close();
  await Promise.all([store.close(), temporal.close(), stopTracing()]);
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port);
  await once(server, 'listening');
}

await main(await openProcess('api'));
