import type { UiDeps } from '../../deps.js';
import type { Page } from '../../http/pages.js';
import type { SignInContext } from '../../sign-in/context.js';
import { registrationPage } from '../page.js';

/** The email, now proved to be theirs, has an account already: sign in, or choose a new password. */
export function alreadyRegisteredPage(deps: UiDeps): Page<SignInContext> {
  const page = registrationPage(deps, {
    path: 'already-registered',
    step: 'already-registered',
    keeps: [],
    actions: ['reset'],
    read: () => ({ values: {} }),
  });
  return {
    ...page,
    async submit(context) {
      if (context.req.body?.action === 'reset') return page.submit?.(context);
      // Signing in instead leaves the registration alone: it ends by itself.
      await deps.store.signIns.setRegistration(context.interaction.uid, undefined);
      return { to: `${context.base}/password` };
    },
  };
}
