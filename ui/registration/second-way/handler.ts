import type { UiDeps } from '../../deps.js';
import type { Page } from '../../http/pages.js';
import type { SignInContext } from '../../sign-in/context.js';
import { registrationPage } from '../page.js';

/** What stands beside the password of somebody without a mobile; only what the operator has set up is offered. */
export function secondWayPage(deps: UiDeps): Page<SignInContext> {
  const ways = [
    ...['passkey', 'app'],
    ...(deps.channels?.voice ? ['landline'] : []),
    ...(deps.channels?.letter ? ['letter'] : []),
    'mobile',
  ];
  return registrationPage(deps, {
    path: 'second-way',
    step: 'second-way',
    keeps: [],
    actions: ways,
    read: () => ({ errors: { action: 'missing' } }),
    model: () => ({ ways }),
  });
}
