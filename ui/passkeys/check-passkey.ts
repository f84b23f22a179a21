import {
  type AuthenticationResponseJSON,
  type VerifiedAuthenticationResponse,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import type { Passkey } from '../../store/accounts/sign-in-ways.js';
import type { UiDeps } from '../deps.js';
import { relyingParty } from './relying-party.js';

/**
 * What a passkey's answer comes to. `copied`: its counter did not go up, so another authenticator has the same key (WebAuthn §6.1.1); it
 * opens nothing from then on.
 */
export type Checked = { passkey: Passkey; counter: number } | { copied: Passkey } | undefined;

/**
 * Checks an answer of any passkey that Surety knows: signed by it for this site and this challenge, with its holder verified, by PIN, finger
 * or face, since it stands for two factors. Undefined for any other.
 *
 * @param typed what the browser sent, as JSON.
 */
export async function checkPasskey(
  { store, url }: Pick<UiDeps, 'store' | 'url'>,
  typed: unknown,
  expectedChallenge: (challenge: string) => boolean,
): Promise<Checked> {
  const response = readAnswer(typed);
  const passkey = response && (await store.signInWays.passkey(response.id));
  if (!response || !passkey || passkey.suspect) return undefined;
  const { rpID, origin } = relyingParty(url);
  const { credentialId: id, publicKey, counter } = passkey;
  let checked: VerifiedAuthenticationResponse;
  try {
    checked = await verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
      // The library would refuse a counter that did not go up as if the signature were wrong; it is looked at below.
      credential: { id, publicKey: new Uint8Array(publicKey), counter: 0 },
    });
  } catch {
    return undefined;
  }
  if (!checked.verified) return undefined;
  const { newCounter } = checked.authenticationInfo;
  const isCopy = (newCounter > 0 || counter > 0) && newCounter <= counter;
  return isCopy ? { copied: passkey } : { passkey, counter: newCounter };
}

function readAnswer(typed: unknown): AuthenticationResponseJSON | undefined {
  if (typeof typed !== 'string' || typed.length > 8_000) return undefined;
  try {
    const answer = JSON.parse(typed) as AuthenticationResponseJSON;
    return typeof answer?.id === 'string' && answer.id.length <= 1_400 ? answer : undefined;
  } catch {
    return undefined;
  }
}
