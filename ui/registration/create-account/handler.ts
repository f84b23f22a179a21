import { z } from 'zod';
import { termsVersion } from '../../../domain/journey/next-step.js';
import type { UiDeps } from '../../deps.js';
import { actionOf, type Read, readForm } from '../../http/form.js';
import type { Limits } from '../../http/limits.js';
import type { Answer, Page } from '../../http/pages.js';
import type { SignInContext } from '../../sign-in/context.js';
import { mobileForm } from '../mobile/form.js';
import { registrationPage } from '../page.js';
import { readPassword } from '../read-password.js';
import { termsForm } from '../terms/form.js';

/** An account of one's own is for people of 13 and over. */
const ageForm = z.object({ over13: z.enum(['yes', 'no'], { error: 'missing' }) });

type Kept = { passwordHash?: string };

/** All that an account takes besides the email address, on one page: password, mobile, age and terms. */
export function createAccountPage(deps: UiDeps, limits: Limits): Page<SignInContext> {
  const { forms, registrations, blockedEmailDomains } = deps.store;
  /** Who came by "forgotten password" is told here that there is no account to be had: before, it would say whether there is one. */
  const refused = async ({ base, registration }: SignInContext): Promise<Answer> => {
    const entries = registration && (await registrations.entries(registration.id));
    return entries && (await blockedEmailDomains.covers(entries.email))
      ? { to: `${base}/email?domain=blocked` }
      : undefined;
  };
  /** A good password typed beside a wrong number need not be typed again: its hash is kept, sealed, with the registration. */
  const keptOf = async (id: string): Promise<Kept> => (await forms.draft<Kept>(id)) ?? {};

  const page = registrationPage(deps, {
    path: 'create-account',
    step: 'create-account',
    keeps: ['mobile', 'over13', 'terms'],
    alsoWithValues: ['without-mobile'],
    async read({ req, signIn }, { id }): Promise<Read<unknown>> {
      const age = readForm(ageForm, req.body);
      if (age.values?.over13 === 'no') return { values: { over13: 'no' } };
      const kept = await keptOf(id);
      const again = kept.passwordHash && !req.body?.password;
      const password = again ? undefined : await readPassword(deps, signIn.email, req.body);
      const mobile = actionOf(req) === 'without-mobile' ? undefined : readForm(mobileForm, req.body);
      const terms = readForm(termsForm, req.body);
      const passwordHash = password?.values?.passwordHash ?? kept.passwordHash;
      const errors = { ...password?.errors, ...mobile?.errors, ...age.errors, ...terms.errors };
      if (Object.keys(errors).length > 0) {
        if (password?.values) await forms.saveDraft(id, password.values, new Date());
        return { errors };
      }
      if (mobile?.values) await limits.code(mobile.values.mobile);
      return { values: { ...age.values, ...mobile?.values, ...terms.values, passwordHash } };
    },
    async model({ req, signIn }, { id }) {
      const kept = req.query.another !== '1' && (await keptOf(id)).passwordHash !== undefined;
      return { email: signIn.email, termsVersion, kept };
    },
  });
  return {
    ...page,
    show: async (context) => (await refused(context)) ?? page.show(context),
    submit: async (context) => (await refused(context)) ?? page.submit?.(context),
  };
}
