import { minutesTo } from '../../../domain/journey/journey-length.js';
import type { UiDeps } from '../../deps.js';
import { actionOf, readForm, typed } from '../../http/form.js';
import type { Limits } from '../../http/limits.js';
import type { Page } from '../../http/pages.js';
import { beginRegistration } from '../../registration/begin.js';
import type { SignInContext } from '../context.js';
import { passkeyDoes, passkeyQuestion } from '../passkey/handler.js';
import { stepUpOf } from '../step-up.js';
import { readUnsent } from '../unsent.js';
import { emailForm } from './form.js';

/** Asks for the email address: the same page for everyone, known or not. */
export function emailPage(deps: UiDeps, limits: Limits): Page<SignInContext> {
  const { store } = deps;
  /** Where a passkey does by itself the browser may offer one before any address is typed. */
  const passkeys = (context: SignInContext) =>
    passkeyDoes(context) ? { question: passkeyQuestion(deps, context), base: context.base } : {};
  const page = 'sign-in/email';
  /** Asked of the domain alone: it says nothing of whether the address has an account, which may go on by its password. */
  const blocked = (email: string) => store.blockedEmailDomains.covers(email);
  const refused = { email: 'blocked_domain' };
  const modelOf = (context: SignInContext) => ({
    ...passkeys(context),
    mayRegister: context.interaction.allowRegistration,
    minutes: minutesTo(context.interaction.wanted),
  });
  return {
    path: 'email',
    open: ({ interaction }) => stepUpOf(interaction) === undefined,
    async show(context) {
      const { req, res, interaction, signIn } = context;
      const idle = req.query.idle === '1';
      const unsent = idle ? await readUnsent({ store }, res) : {};
      const email = signIn.email ?? unsent.email ?? interaction.loginHint ?? '';
      const errors = req.query.domain === 'blocked' && (await blocked(email)) ? refused : {};
      return { page, form: { values: { email }, errors }, model: { idle, ...modelOf(context) } };
    },
    async submit(context) {
      const { req, base, interaction } = context;
      const { values, errors } = readForm(emailForm, req.body);
      if (errors) return { page, form: { values: typed(req.body, ['email']), errors }, model: modelOf(context) };
      await store.signIns.setEmail(interaction.uid, values.email);
      // Nobody is asked whether they have an account: whoever has no password here, or none in mind, goes on by a code.
      if (actionOf(req) === 'code' && interaction.allowRegistration) {
        if (await blocked(values.email)) {
          return { page, form: { values: { email: values.email }, errors: refused }, model: modelOf(context) };
        }
        await limits.code(values.email);
        await beginRegistration(deps, context, values.email, 'register');
        return { to: `${base}/email-code` };
      }
      return { to: `${base}/password` };
    },
  };
}
