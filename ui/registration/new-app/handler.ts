import { appAddress, newAppSecret, stepOfCode } from '../../../platform/sign-in/app-code.js';
import { nameForm } from '../../account/ways/name-form.js';
import type { UiDeps } from '../../deps.js';
import { qrCode } from '../../hand-off/qr.js';
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
    /** The same secret as long as it may be used: a reload changes nothing for who has scanned it. */
    async model(context, { id }) {
      const whose = setUpOf(context, id);
      const now = new Date();
      const begun = await waySetUps.begun(whose, now);
      const secret = begun ?? newAppSecret();
      if (!begun) await waySetUps.begin(whose, secret, now);
      const address = appAddress(secret, context.signIn.email ?? '');
      return { code: qrCode(address), address, secret: secret.match(/.{1,4}/g)?.join(' ') };
    },
  });
}
