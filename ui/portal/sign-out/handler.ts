import type { UiDeps } from '../../deps.js';
import { settingsPage, textIn, tickedIn } from '../settings-page.js';

/** Where the partner is told that a session is over: its server, or a page of its own in the person's browser. */
export const signOutPage = (deps: UiDeps) =>
  settingsPage(deps, {
    path: 'sign-out',
    action: 'service.sign_out_changed',
    model: ({ backchannelLogoutUri, backchannelLogoutSessionRequired, frontchannelLogoutUri }) => ({
      backchannelLogoutUri,
      backchannelLogoutSessionRequired: Boolean(backchannelLogoutSessionRequired),
      frontchannelLogoutUri,
    }),
    read: ({ backchannelLogoutUri, backchannelLogoutSessionRequired, frontchannelLogoutUri }) => ({
      backchannelLogoutUri: textIn(backchannelLogoutUri),
      backchannelLogoutSessionRequired: tickedIn(backchannelLogoutSessionRequired),
      frontchannelLogoutUri: textIn(frontchannelLogoutUri),
    }),
  });
