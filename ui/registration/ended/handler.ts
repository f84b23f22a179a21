import type { UiDeps } from '../../deps.js';
import type { Page } from '../../http/pages.js';
import type { SignInContext } from '../../sign-in/context.js';

/** This registration is over (28 days, or taken over in another browser); a new one may begin. */
export function endedPage({ store }: UiDeps): Page<SignInContext> {
  return {
    path: 'ended',
    open: ({ step }) => step === 'registration-ended',
    show: () => ({ page: 'registration/ended' }),
    async submit({ interaction, base }) {
      await store.signIns.setRegistration(interaction.uid, undefined);
      return { to: `${base}/email` };
    },
  };
}
