import { termsVersion } from '../../../domain/journey/next-step.js';
import type { UiDeps } from '../../deps.js';
import { readForm } from '../../http/form.js';
import type { Page } from '../../http/pages.js';
import { termsForm } from '../../registration/terms/form.js';
import type { JourneyContext } from '../context.js';

/** The terms changed while the person was signed in: asked before the journey goes on. The page is the sign-in's. */
export function termsChangedPage({ store }: UiDeps): Page<JourneyContext> {
  const page = 'sign-in/terms-changed';
  const model = { termsVersion };
  return {
    path: 'terms-changed',
    open: ({ step }) => step === 'terms-changed',
    show: () => ({ page, model }),
    async submit({ req, account, base }) {
      const { errors } = readForm(termsForm, req.body);
      if (errors) return { page, form: { values: {}, errors }, model };
      await store.accounts.acceptTerms(account._id, termsVersion);
      return { to: base };
    },
  };
}
