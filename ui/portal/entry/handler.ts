import type { UiDeps } from '../../deps.js';
import { settingsPage, textIn } from '../settings-page.js';

/** Where people begin, and where a sign-in begins without a click. */
export const entryPage = (deps: UiDeps) =>
  settingsPage(deps, {
    path: 'entry',
    action: 'service.entry_changed',
    required: { entryPage: 'address_missing' },
    model: ({ entryPage, initiateLoginUri }) => ({ entryPage, initiateLoginUri }),
    read: ({ entryPage, initiateLoginUri }) => ({
      entryPage: textIn(entryPage) ?? '',
      initiateLoginUri: textIn(initiateLoginUri),
    }),
  });
