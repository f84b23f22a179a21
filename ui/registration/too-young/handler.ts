import type { Page } from '../../http/pages.js';
import type { SignInContext } from '../../sign-in/context.js';

/** Under 13: no account, and who to turn to. */
export const tooYoungPage: Page<SignInContext> = {
  path: 'too-young',
  open: ({ step }) => step === 'registration-too-young',
  show: () => ({ page: 'registration/too-young' }),
};
