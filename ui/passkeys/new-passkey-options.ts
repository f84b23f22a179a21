import { generateRegistrationOptions } from '@simplewebauthn/server';
import type { Passkey } from '../../store/accounts/sign-in-ways.js';
import type { UiDeps } from '../deps.js';
import { relyingParty } from './relying-party.js';

/**
 * What a browser is asked to make: a passkey that is found without typing who one is, and that verifies its holder. No proof of its maker is
 * asked for, so that any will do. It keeps the email address, to be chosen by; the account's id it does not learn.
 *
 * @param id of the account, or of the registration that makes one.
 * @returns the options as JSON for the page, and the challenge in them.
 */
export async function newPasskeyOptions(
  { store, url }: Pick<UiDeps, 'store' | 'url'>,
  { id, email }: { id: string; email: string },
  existing: readonly Passkey[],
): Promise<{ options: string; challenge: string }> {
  const { rpName, rpID } = relyingParty(url);
  const options = await generateRegistrationOptions({
    rpName,
    rpID,
    userName: email,
    userDisplayName: email,
    userID: new Uint8Array(Buffer.from(store.tools.lookup.lookup('token', `passkey-user ${id}`), 'base64url')),
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: existing.map(({ credentialId }) => ({ id: credentialId })),
    timeout: 300_000,
  });
  return { options: JSON.stringify(options), challenge: options.challenge };
}
