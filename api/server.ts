import type { Client } from '@temporalio/client';
import express, { type Express } from 'express';
import helmet from 'helmet';
import type { SigningKeys } from '../platform/keys/signing-keys.js';
import { httpLog } from '../platform/log/http-log.js';
import type { Logger } from '../platform/log/log.js';
import type { Network } from '../platform/network/target-networks.js';
import type { Store } from '../store/database.js';
import type { ProviderBridge, ProviderPages } from '../ui/ports.js';
import { travelThroughTime } from '../ui/sandbox/travel.js';
import type { Activity } from './activity/activity.js';
import { watchPartnerApi } from './activity/partner-api.js';
import { watchPartners } from './activity/provider.js';
import type { Admission } from './admission/admission.js';
import { waitingRoom } from './admission/waiting-room.js';
import { answerInTime } from './http/answer-in-time.js';
import { health } from './http/health.js';
import { problems } from './http/problem.js';
import { type HistoryCodecOptions, historyCodec } from './operator/history-codec.js';
import { notifyReceipts } from './operator/notify-receipts.js';
import { releaseMarkers } from './operator/releases.js';
import type { Travel } from './partner/operation.js';
import { partnerRoutes } from './partner/routes.js';
import { providerBridge } from './provider/bridge.js';
import { createProvider } from './provider/provider.js';
import { providerRoutes } from './provider/routes.js';
import { watchTrips } from './provider/watch-trips.js';
import { tellSoon } from './rounds/tell-partners.js';

export interface ServerDeps {
  /** The public address of Surety: its origin, without a path. */
  url: string;
  store: Store;
  temporal: Client;
  log: Logger;
  /** Whether partners try things out here, and may travel in time. */
  environment: 'sandbox' | 'live';
  keys: SigningKeys;
  codeSeconds?: number;
  maintenanceUntil?: Date | undefined;
  /** Networks in which partners' servers may lie besides the public internet. */
  privateTargets?: readonly Network[] | undefined;
  cookieKeys: readonly Uint8Array[];
  notifyCallbackToken: string;
  /** By which a deploy tells of a release. */
  releaseToken?: string | undefined;
  /** Who may open what Temporal holds. */
  historyCodec?: HistoryCodecOptions | undefined;
  /** There is a GP system: linkage keys are offered. */
  linkage?: boolean | undefined;
  /** Whether there is room for those who come anew. */
  admission: Admission;
  /** Where partners' requests are noted. */
  activity: Activity;
  /** Express's `trust proxy`: whose word counts on where a request came from. */
  trustProxy?: string | number | undefined;
  /** The pages: those that the provider shows, and all the others, mounted last. */
  ui: { pages: ProviderPages; mount: (app: Express, bridge: ProviderBridge) => void };
}

/** The HTTP server: health, the OpenID Provider, the partner API, delivery receipts, pages. In this order. */
export function createServer(deps: ServerDeps): Express {
  const {
    url: issuer,
    store,
    temporal,
    log,
    keys,
    cookieKeys,
    codeSeconds,
    maintenanceUntil,
    ui,
    activity,
    environment,
  } = deps;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', deps.trustProxy ?? false);
  // A query is flat here: no arrays or objects where a text is expected.
  app.set('query parser', 'simple');
  app.use(headers(issuer));
  app.use(health(store, temporal));
  app.use(httpLog(log));
  app.use(answerInTime());
  app.use(waitingRoom({ admission: deps.admission, pages: ui.pages }));

  const onSignedOut = () => tellSoon({ store, temporal, log });
  const { privateTargets, linkage } = deps;
  const provided = { pages: ui.pages, codeSeconds, maintenanceUntil, privateTargets, linkage, onSignedOut };
  const provider = createProvider({ issuer, keys, cookieKeys, store, log, ...provided });
  watchPartners(provider, activity);
  watchTrips(provider, store);
  app.use(providerRoutes(provider, issuer, store));
  const travel: Travel | undefined =
    environment === 'sandbox'
      ? (journey, through) => travelThroughTime({ store, temporal }, journey, through)
      : undefined;
  app.use('/partner/v1', watchPartnerApi(activity), partnerRoutes({ issuer, keys, store, log, travel }));
  app.use(notifyReceipts(store, deps.notifyCallbackToken));
  app.use(releaseMarkers(store, deps.releaseToken));
  if (deps.historyCodec) app.use(historyCodec(store, issuer.startsWith('https:'), deps.historyCodec));
  ui.mount(app, providerBridge(provider, { issuer, store, onEnded: onSignedOut }));
  app.use(problems(log));
  return app;
}

/** Headers of every answer. Pages set their own content security policy, with their scripts' nonces. */
function headers(issuer: string) {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    strictTransportSecurity: issuer.startsWith('https:'),
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
  });
}
