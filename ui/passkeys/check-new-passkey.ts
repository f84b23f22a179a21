import { type RegistrationResponseJSON, verifyRegistrationResponse } from '@simplewebauthn/server';
import { sameSecret } from '../../platform/keys/lookup.js';
import type { PasskeyKey } from '../../store/accounts/sign-in-ways.js';
import { relyingParty } from './relying-party.js';

/**
 * The key of a passkey that was made for this site and this challenge, its holder verified as it was made.
 *
 * @param answer what the browser sent, as JSON.
 */
export async function checkNewPasskey(
  url: string,
  answer: unknown,
  challenge: string,
): Promise<PasskeyKey | undefined> {
  if (typeof answer !== 'string' || answer.length > 16_000) return undefined;
  const { rpID, origin } = relyingParty(url);
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: JSON.parse(answer) as RegistrationResponseJSON,
      expectedChallenge: (given) => sameSecret(given, challenge),
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
    });
    if (!verified) return undefined;
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
    return { credentialId: id, publicKey, counter, transports: transports.slice(0, 8).map(String) };
  } catch {
    return undefined;
  }
}
