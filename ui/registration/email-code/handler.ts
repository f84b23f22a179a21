import type { UiDeps } from '../../deps.js';
import { codeForm } from '../../http/code-form.js';
import { readForm } from '../../http/form.js';
import type { Limits } from '../../http/limits.js';
import type { Page } from '../../http/pages.js';
import type { SignInContext } from '../../sign-in/context.js';
import { registrationPage } from '../page.js';

/** The code sent to the email address: the same page whether it has an account or not. */
export function emailCodePage(deps: UiDeps, limits: Limits): Page<SignInContext> {
  return registrationPage(deps, {
    path: 'email-code',
    step: 'email-code',
    keeps: [],
    actions: ['resend'],
    beforeResend: ({ signIn }) => limits.code(signIn.email ?? ''),
    read: ({ req }) => readForm(codeForm, req.body),
    model: ({ signIn, base }) => ({ email: signIn.email, change: `${base}/email` }),
  });
}
