import express, { type Router } from 'express';
import type { UiDeps } from '../deps.js';
import { type Guards, mountPages } from '../http/pages.js';
import { accessPage } from './access/handler.js';
import { addressesPage } from './addresses/handler.js';
import { brandingPage } from './branding/handler.js';
import { serveLogo } from './branding/serve-logo.js';
import { closePage } from './close/handler.js';
import { defaultVectorsPage } from './default-vectors/handler.js';
import { delegatedAccessPage } from './delegated-access/handler.js';
import { entryPage } from './entry/handler.js';
import { exportRoute } from './go-live/export.js';
import { goLivePage } from './go-live/handler.js';
import { historyPage } from './history/handler.js';
import { homePage } from './home/handler.js';
import { incidentsPage } from './incidents/handler.js';
import { keysPage } from './keys/handler.js';
import { lettersPage } from './letters/handler.js';
import { newServicePage } from './new-service/handler.js';
import { newsPage } from './news/handler.js';
import { newsItemPage } from './news-item/handler.js';
import { peoplePage } from './people/handler.js';
import { personFamily } from './person.js';
import { protectionPage } from './protection/handler.js';
import { requestsPage } from './requests/handler.js';
import { roadmapPage } from './roadmap/handler.js';
import { roadmapItemPage } from './roadmap-item/handler.js';
import { serviceFamily } from './service.js';
import { servicesPage } from './services/handler.js';
import { settingsLinkPage } from './settings-link/handler.js';
import { signOutPage } from './sign-out/handler.js';
import { ssoPage } from './sso/handler.js';
import { statisticsCsv } from './statistics/csv.js';
import { statisticsPage } from './statistics/handler.js';
import { testingPage } from './testing/handler.js';
import { tokensPage } from './tokens/handler.js';
import { webhookPage } from './webhook/handler.js';
import { webhooksPage } from './webhooks/handler.js';

/** The partner portal: partners register their services themselves, and look after them. */
export function portalRoutes(deps: UiDeps, guards: Guards): Router {
  const router = express.Router();
  router.get('/logos/:id', serveLogo(deps.store));
  const own = [
    servicesPage(deps),
    newServicePage(deps, guards.limits),
    newsPage(deps),
    newsItemPage(deps),
    roadmapPage(deps),
    roadmapItemPage(deps),
  ];
  mountPages(router, personFamily(deps, guards), own, guards);
  const family = serviceFamily(deps, guards);
  router.get(`${family.route}/export`, exportRoute(deps, family));
  router.get(`${family.route}/statistics.csv`, statisticsCsv(deps, family));
  const pages = [
    homePage(deps),
    addressesPage(deps),
    entryPage(deps),
    signOutPage(deps),
    keysPage(deps),
    accessPage(deps),
    defaultVectorsPage(deps),
    tokensPage(deps),
    protectionPage(deps),
    lettersPage(deps),
    ssoPage(deps),
    settingsLinkPage(deps),
    delegatedAccessPage(deps),
    brandingPage(deps),
    peoplePage(deps, guards.limits),
    webhooksPage(deps),
    webhookPage(deps),
    incidentsPage(deps, guards.limits),
    statisticsPage(deps),
    requestsPage(deps),
    ...(deps.environment === 'sandbox' ? [testingPage(deps)] : []),
    goLivePage(deps),
    historyPage(deps),
    closePage(deps),
  ];
  mountPages(router, family, pages, guards);
  return router;
}
