import type { UiDeps } from '../../deps.js';
import { settingsPage, tickedIn } from '../settings-page.js';

/** Whether the partner may send its people to Surety's settings without a second sign-in. */
export const settingsLinkPage = (deps: UiDeps) =>
  settingsPage(deps, {
    path: 'settings-link',
    action: 'service.settings_link_changed',
    model: ({ _id, settingsLink }) => ({
      settingsLink: Boolean(settingsLink),
      address: `${deps.url}/account?client_id=${_id}`,
    }),
    read: ({ settingsLink }) => ({ settingsLink: tickedIn(settingsLink) }),
  });
