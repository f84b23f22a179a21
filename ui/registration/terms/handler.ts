import { z } from 'zod';
import { termsVersion } from '../../../domain/next-step.js';
import type { UiDeps } from '../../deps.js';
import { readForm } from '../../http/form.js';
import type { Page } from '../../http/pages.js';
import type { SignInContext } from '../../sign-in/context.js';
import { registrationPage } from '../page.js';

/** The version agreed to is the one that was on the page; one changed meanwhile is shown again. */
const termsForm = z.object({ terms: z.literal(termsVersion, { error: 'missing' }) });

/** The terms of use, and with them the account is made. */
export function termsPage(deps: UiDeps): Page<SignInContext> {
  return registrationPage(deps, {
    path: 'terms',
    step: 'terms',
    keeps: [],
    read: ({ req }) => readForm(termsForm, req.body),
    model: () => ({ termsVersion }),
  });
}
