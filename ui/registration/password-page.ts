import { isBreached, shippedList } from '../../platform/breached-passwords.js';
import type { UiDeps } from '../deps.js';
import { readForm } from '../http/form.js';
import { hashPassword } from '../http/passwords.js';
import { type RegistrationPage, registrationPage } from './page.js';
import { newPasswordForm } from './password-rules.js';

/** Asks for a new password: where an account is made, and where a forgotten one is replaced. Only its hash is kept. */
export function choosePasswordPage(deps: UiDeps, step: 'create-password' | 'new-password') {
  const definition: RegistrationPage = {
    path: step,
    step,
    keeps: [],
    async read({ req, signIn }) {
      const { values, errors } = readForm(newPasswordForm(signIn.email ?? ''), req.body);
      if (errors) return { errors };
      if (await isBreached(values.password, deps.breachedPasswords ?? shippedList))
        return { errors: { password: 'breached' } };
      return { values: { passwordHash: await hashPassword(values.password) } };
    },
    model: ({ signIn }) => ({ email: signIn.email }),
  };
  return registrationPage(deps, definition);
}
