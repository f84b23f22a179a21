import type { Express, Request, Response } from 'express';
import { providerPages } from './account/provider-pages.js';
import { accountRoutes } from './account/routes.js';
import { casework } from './casework/routes.js';
import type { UiDeps } from './deps.js';
import { docsRoutes } from './docs/routes.js';
import { handOffRoutes } from './hand-off/routes.js';
import { contactRoutes } from './help/contact-routes.js';
import { helpfulRoutes, helpRoutes } from './help/routes.js';
import { assets } from './http/assets.js';
import { createCsrf } from './http/csrf.js';
import { framing } from './http/frame.js';
import { frameNotices } from './http/frame-notices.js';
import { createLimits } from './http/limits.js';
import { maintenance } from './http/maintenance.js';
import { pageTimes } from './http/page-times.js';
import { errorPages, notFound } from './http/problem.js';
import { journeyRoutes } from './journey/routes.js';
import { portalRoutes } from './portal/routes.js';
import type { ProviderPages } from './ports.js';
import { recoveryRoutes } from './recovery/routes.js';
import { sandboxRoutes } from './sandbox/routes.js';
import { signInRoutes } from './sign-in/routes.js';

/**
 * Mounts everything people see. The rest of the application stands before it: what comes here and matches no page is answered with
 * "page not found", and errors become pages.
 */
export function mountUi(app: Express, deps: UiDeps): void {
  const secure = deps.url.startsWith('https:');
  const csrf = createCsrf(deps.cookieKey, deps.url);
  const guards = { csrf, limits: createLimits(deps.store, deps.channels?.lettersPerDay) };
  const frame = framing(csrf, secure, deps.environment);

  app.use('/assets', assets());
  app.use((req, res, next) => {
    frame(req, res);
    next();
  });
  app.use('/docs', docsRoutes());
  app.use('/help', helpRoutes());
  if (deps.environment === 'sandbox') app.use(sandboxRoutes());
  if (deps.maintenanceUntil) app.use(maintenance(deps.maintenanceUntil, csrf));
  app.use('/help', helpfulRoutes(deps, guards), contactRoutes(deps, guards));
  app.use(pageTimes(deps, guards));
  // After maintenance, whose page alone says when the service is back.
  app.use(frameNotices(deps));
  app.use(signInRoutes(deps, guards));
  app.use(journeyRoutes(deps, guards));
  app.use(handOffRoutes(deps, guards));
  app.use(recoveryRoutes(deps, guards));
  app.use(accountRoutes(deps, guards));
  app.use(portalRoutes(deps, guards));
  app.use('/casework', casework(deps, csrf));
  app.use(notFound);
  app.use(errorPages(deps.log));
}

/** The pages that the OpenID Provider draws by itself; it is made before the rest of the application. */
export function pagesForProvider(deps: Pick<UiDeps, 'store' | 'url' | 'cookieKey' | 'environment'>): ProviderPages {
  const frame = framing(createCsrf(deps.cookieKey, deps.url), deps.url.startsWith('https:'), deps.environment);
  return providerPages(deps, (req: Request, res: Response) => frame(req, res));
}
