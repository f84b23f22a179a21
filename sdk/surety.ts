import type { JWK } from 'jose';
import { type Api, partnerApi } from './api.js';
import { assertIdentity } from './asserted-identity.js';
import { connection } from './connection.js';
import { publicKeys } from './key.js';
import type { SuretyOptions } from './options.js';
import { type Refreshable, refresher } from './refresh.js';
import { beginSignIn, finishSignIn, type PendingSignIn, type SignInRequest } from './sign-in.js';
import { logoutTokens, type SignedOut, signOutAddress } from './sign-out.js';
import type { SignedIn } from './signed-in.js';
import { readStatistics, type Statistics } from './statistics.js';
import { writeUserMetadata } from './user-metadata.js';
import { type Verifications, verifications } from './verifications.js';

/** Surety, as its partner uses it. Nothing is asked of Surety before the first call. */
export interface Surety {
  readonly options: Readonly<SuretyOptions>;
  /** Where to send the browser, and what to keep meanwhile, bound to that browser. */
  begin(request?: SignInRequest): Promise<{ address: URL; pending: PendingSignIn }>;
  /** Turns the answer into claims. @throws SuretyError */
  finish(answer: URL | string, pending: PendingSignIn): Promise<SignedIn>;
  /** New tokens and fresh claims without the person. @throws SuretyError `refresh_refused`: they must sign in again */
  refresh(before: Refreshable): Promise<SignedIn>;
  /** Keeps up to 1,024 bytes of yours with a person: their claim `client_user_metadata`. */
  writeUserMetadata(accessToken: string, text: string): Promise<void>;
  /** The public halves of your keys, for Surety to fetch (`jwksUri`). */
  publicKeys(): Promise<{ keys: JWK[] }>;
  /** A proof for another partner that this person is signed in with you. */
  assertIdentity(idToken: string): Promise<string>;
  /** Surety's page on which people change their account, reached without a second sign-in. */
  accountAddress(idToken: string): Promise<URL>;
  signOutAddress(signedIn: { idToken: string; returnTo?: string; state?: string }): Promise<URL>;
  /** Checks a logout token that Surety posted to you. @throws SuretyError `logout_token_not_valid` */
  checkLogoutToken(token: string): Promise<SignedOut>;
  /** The verification API; your scopes must hold `verifications`. */
  readonly verifications: Verifications;
  /** Your figures of a month or quarter (this month), beside the totals of all services; takes the same scope. */
  statistics(period?: string): Promise<Statistics>;
  /** Anything else below `/partner/v1`, with your token. */
  readonly api: Api;
}

/** @param options your registration with Surety, and your key */
export function createSurety(options: SuretyOptions): Surety {
  const known = connection(options);
  const api = partnerApi(known);
  return {
    options,
    begin: (request) => beginSignIn(known, request),
    finish: (answer, pending) => finishSignIn(known, answer, pending),
    refresh: refresher(known),
    writeUserMetadata: (accessToken, text) => writeUserMetadata(known, accessToken, text),
    publicKeys: () => publicKeys(known.options),
    assertIdentity: (idToken) => assertIdentity(known, idToken),
    accountAddress: async (idToken) => {
      const address = new URL('/account', options.issuer);
      address.searchParams.set('asserted_login_identity', await assertIdentity(known, idToken));
      return address;
    },
    signOutAddress: (signedIn) => signOutAddress(known, signedIn),
    checkLogoutToken: logoutTokens(known),
    verifications: verifications(api),
    statistics: (period) => readStatistics(api, period),
    api,
  };
}
