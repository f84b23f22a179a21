import { isBreached, shippedList } from '../../platform/sign-in/breached-passwords.js';
import type { UiDeps } from '../deps.js';
import { type Read, readForm } from '../http/form.js';
import { hashPassword } from '../http/passwords.js';
import { newPasswordForm } from './password-rules.js';

/** A new password that was typed, as the hash that is kept of it. @param email of whom it is for: not to be contained in it */
export async function readPassword(
  { breachedPasswords = shippedList }: Pick<UiDeps, 'breachedPasswords'>,
  email: string | undefined,
  body: unknown,
): Promise<Read<{ passwordHash: string }>> {
  const { values, errors } = readForm(newPasswordForm(email ?? ''), body);
  if (errors) return { errors };
  if (await isBreached(values.password, breachedPasswords)) return { errors: { password: 'breached' } };
  return { values: { passwordHash: await hashPassword(values.password) } };
}
