import type { UiDeps } from '../../deps.js';
import type { Limits } from '../../http/limits.js';
import type { Page } from '../../http/pages.js';
import { passwordIsRight } from '../../http/passwords.js';
import type { SignInContext } from '../../sign-in/context.js';
import { registrationPage } from '../page.js';

/** An earlier registration of theirs had got as far as a password: it is asked for before what was entered is shown or used. */
export function resumePasswordPage(deps: UiDeps, limits: Limits): Page<SignInContext> {
  return registrationPage(deps, {
    path: 'resume-password',
    step: 'resume-password',
    keeps: [],
    // Forgotten: what was entered under it is erased, and the person starts over.
    actions: ['afresh'],
    async read({ req, signIn }, { id }) {
      const typed: unknown = req.body?.password;
      if (typeof typed !== 'string' || typed === '') return { errors: { password: 'missing' } };
      const email = signIn.email ?? '';
      const wait = await limits.passwordWait(req, email, undefined);
      if (wait > 0) return { errors: { password: wait > 60_000 ? 'wait_minutes' : 'wait' } };
      const entries = await deps.store.registrations.entries(id);
      const right = await passwordIsRight(entries?.passwordHash, typed);
      if (right) return { values: { right } };
      // Told at once: a wrong one is counted here and needs no workflow.
      await limits.passwordWrong(req, email, undefined);
      return { errors: { password: 'password_wrong' } };
    },
    model: ({ signIn }) => ({ email: signIn.email }),
  });
}
