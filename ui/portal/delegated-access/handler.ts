import type { UiDeps } from '../../deps.js';
import { settingsPage, tickedIn } from '../settings-page.js';

/** Whether the partner takes people who act for somebody else. */
export const delegatedAccessPage = (deps: UiDeps) =>
  settingsPage(deps, {
    path: 'delegated-access',
    action: 'service.delegated_access_changed',
    model: ({ delegatedAccess }) => ({ delegatedAccess: Boolean(delegatedAccess) }),
    read: ({ delegatedAccess }) => ({ delegatedAccess: tickedIn(delegatedAccess) }),
  });
