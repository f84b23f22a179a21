import { stepOfCode } from '../../../platform/sign-in/app-code.js';
import { appSetUp } from '../../account/ways/app/set-up.js';
import { nameForm } from '../../account/ways/name-form.js';
import type { UiDeps } from '../../deps.js';
import { codeForm } from '../../http/code-form.js';
import { readForm } from '../../http/form.js';
import type { Page } from '../../http/pages.js';
import type { SignInContext } from '../../sign-in/context.js';
import { registrationPage } from '../page.js';

const form = codeForm.extend(nameForm.shape);

/** An authenticator app as the second way of a new account: it shows a code in proof. */
export function newAppPage(deps: UiDeps): Page<SignInContext> {
  const { waySetUps } = deps.store;
  const setUpOf = ({ interaction }: SignInContext, id: string) =>
    ({ accountId: id, sessionUid: interaction.uid, kind: 'app' }) as const;

  return registrationPage(deps, {
    path: 'new-app',
    step: 'new-app',
    keeps: ['name'],
    actions: ['other'],
    async read(context, { id }) {
      const { values, errors } = readForm(form, context.req.body);
      if (errors) return { errors };
      const now = new Date();
      const secret = await waySetUps.begun(setUpOf(context, id), now);
      const step = secret && (await stepOfCode(secret, values.code, now));
      if (!secret || step === undefined) return { errors: { code: 'app_code_wrong' } };
      return { values: { app: { secret, step, name: values.name } } };
    },
    model: (context, { id }) => appSetUp(deps.store, setUpOf(context, id), context.signIn.email ?? ''),
  });
}
