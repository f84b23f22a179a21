import { deviceName } from '../../../domain/accounts/device-name.js';
import { nameForm } from '../../account/ways/name-form.js';
import type { UiDeps } from '../../deps.js';
import { readForm } from '../../http/form.js';
import type { Page } from '../../http/pages.js';
import { checkNewPasskey } from '../../passkeys/check-new-passkey.js';
import { newPasskeyOptions } from '../../passkeys/new-passkey-options.js';
import type { SignInContext } from '../../sign-in/context.js';
import { registrationPage } from '../page.js';

/** A passkey as the second way of a new account: from then on it opens the account by itself. */
export function newPasskeyPage(deps: UiDeps): Page<SignInContext> {
  const { store, url } = deps;
  const setUpOf = ({ interaction }: SignInContext, id: string) =>
    ({ accountId: id, sessionUid: interaction.uid, kind: 'passkey' }) as const;

  return registrationPage(deps, {
    path: 'new-passkey',
    step: 'new-passkey',
    keeps: ['name'],
    actions: ['other'],
    async read(context, { id }) {
      // Spent first, whatever comes of it: of any number of answers at once, one is looked at.
      const challenge = await store.waySetUps.take(setUpOf(context, id), new Date());
      const { values, errors } = readForm(nameForm, context.req.body);
      if (errors) return { errors };
      const passkey = challenge && (await checkNewPasskey(url, context.req.body?.answer, challenge));
      if (!passkey) return { errors: { passkey: 'refused' } };
      if (await store.signInWays.passkey(passkey.credentialId)) return { errors: { passkey: 'in_use' } };
      const publicKey = Buffer.from(passkey.publicKey).toString('base64url');
      return { values: { passkey: { ...passkey, publicKey, name: values.name } } };
    },
    async model(context, { id }) {
      const email = context.signIn.email ?? '';
      const { options, challenge } = await newPasskeyOptions(deps, { id, email }, []);
      await store.waySetUps.begin(setUpOf(context, id), challenge, new Date());
      return { options, name: deviceName(context.req.get('user-agent')) ?? '' };
    },
  });
}
