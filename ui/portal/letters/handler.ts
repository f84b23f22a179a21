import { returnCodes } from '../../../domain/partners/return-codes.js';
import type { UiDeps } from '../../deps.js';
import { settingsPage, tickedIn } from '../settings-page.js';

/** Whether the partner gets a code with a letter where a verification has not reached the level. */
export const lettersPage = (deps: UiDeps) =>
  settingsPage(deps, {
    path: 'letters',
    action: 'service.letters_changed',
    model: ({ returnCodes: has }) => ({ returnCodes: Boolean(has), letters: Object.entries(returnCodes) }),
    read: ({ returnCodes: wanted }) => ({ returnCodes: tickedIn(wanted) }),
  });
