import { decodeJwt, SignJWT } from 'jose';
import type { Connection } from './connection.js';
import { SuretyError } from './errors.js';

/** As long as Surety takes one. */
const seconds = 60;

/**
 * A proof for another partner, or for Surety's account page, that this person is signed in with you: send the browser there at once
 * with it as `asserted_login_identity`. It lives a minute and works once, between partners that Surety knows as a pair.
 *
 * @param idToken of the person's sign-in with you
 */
export async function assertIdentity({ options, key, now }: Connection, idToken: string): Promise<string> {
  const { jti: code } = decodeJwt(idToken);
  if (!code) throw new SuretyError('answer_not_valid', 'the ID token has no jti');
  const { key: privateKey, kid, algorithm } = await key();
  const issuedAt = Math.floor(now().getTime() / 1_000);
  return new SignJWT({ code })
    .setProtectedHeader({ alg: algorithm, ...(kid && { kid }) })
    .setIssuer(options.clientId)
    .setJti(crypto.randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + seconds)
    .sign(privateKey);
}
