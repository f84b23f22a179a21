import type { UiDeps } from '../../deps.js';
import { readForm, typed } from '../../http/form.js';
import type { Page } from '../../http/pages.js';
import type { SignInContext } from '../context.js';
import { stepUpOf } from '../step-up.js';
import { readUnsent } from '../unsent.js';
import { emailForm } from './form.js';

/** Asks for the email address: the same page for everyone, known or not. */
export function emailPage({ store }: UiDeps): Page<SignInContext> {
  const page = 'sign-in/email';
  return {
    path: 'email',
    open: ({ interaction }) => stepUpOf(interaction) === undefined,
    async show({ req, res, interaction, signIn }) {
      const idle = req.query.idle === '1';
      const unsent = idle ? await readUnsent({ store }, res) : {};
      const email = signIn.email ?? unsent.email ?? interaction.loginHint ?? '';
      return { page, form: { values: { email }, errors: {} }, model: { idle } };
    },
    async submit({ req, base, interaction }) {
      const { values, errors } = readForm(emailForm, req.body);
      if (errors) return { page, form: { values: typed(req.body, ['email']), errors } };
      await store.signIns.setEmail(interaction.uid, values.email);
      return { to: `${base}/password` };
    },
  };
}
