import type { UiDeps } from '../../deps.js';
import { settingsPage, tickedIn } from '../settings-page.js';

/** What the partner wants to be held to: whoever pretends to be it must then do the same. */
export const protectionPage = (deps: UiDeps) =>
  settingsPage(deps, {
    path: 'protection',
    action: 'service.protection_changed',
    model: ({ pushedRequests, signedRequests, dpop, profile }) => ({
      pushedRequests: Boolean(pushedRequests),
      signedRequests: Boolean(signedRequests),
      dpop: Boolean(dpop),
      profile: profile === 'fapi2',
    }),
    read: ({ pushedRequests, signedRequests, dpop, profile }) => ({
      pushedRequests: tickedIn(pushedRequests),
      signedRequests: tickedIn(signedRequests),
      dpop: tickedIn(dpop),
      profile: tickedIn(profile) && 'fapi2',
    }),
  });
