import type { UiDeps } from '../../deps.js';
import type { Page } from '../../http/pages.js';
import type { SignInContext } from '../../sign-in/context.js';
import { registrationPage } from '../page.js';
import { readPassword } from '../read-password.js';

/** Asks for a new password in place of a forgotten one. Only its hash is kept. */
export function newPasswordPage(deps: UiDeps): Page<SignInContext> {
  return registrationPage(deps, {
    path: 'new-password',
    step: 'new-password',
    keeps: [],
    read: ({ req, signIn }) => readPassword(deps, signIn.email, req.body),
    model: ({ signIn }) => ({ email: signIn.email }),
  });
}
