import { isBreached, shippedList } from '../../platform/sign-in/breached-passwords.js';
import type { UiDeps } from '../deps.js';
import { type Read, readForm } from '../http/form.js';
import type { Page } from '../http/pages.js';
import { hashPassword } from '../http/passwords.js';
import type { SignInContext } from '../sign-in/context.js';
import { registrationPage } from './page.js';
import { newPasswordForm } from './password-rules.js';

/** A new password that was typed, as the hash that is kept of it. */
export async function readPassword(
  deps: UiDeps,
  email: string | undefined,
  body: unknown,
): Promise<Read<{ passwordHash: string }>> {
  const { values, errors } = readForm(newPasswordForm(email ?? ''), body);
  if (errors) return { errors };
  const breached = await isBreached(values.password, deps.breachedPasswords ?? shippedList);
  return breached
    ? { errors: { password: 'breached' } }
    : { values: { passwordHash: await hashPassword(values.password) } };
}

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
