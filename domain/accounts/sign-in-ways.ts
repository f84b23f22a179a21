import type { SignInMethod } from '../levels/authenticators.js';
import { provable, type Vector } from '../levels/vectors.js';

/** What an account can be opened with: how many there are of each. Every account has a password. */
export type OwnedWays = {
  sms: boolean;
  voice: boolean;
  letter: boolean;
  apps: number;
  passkeys: number;
  recoveryCodes: number;
};

/** A second proof after the password, in the order in which they are offered. */
export const secondWays = ['app', 'sms', 'voice', 'passkey', 'recovery', 'letter'] as const;

export type SecondWay = (typeof secondWays)[number];

const methodOf: Readonly<Record<SecondWay, SignInMethod>> = {
  app: 'otp',
  sms: 'sms',
  voice: 'tel',
  letter: 'letter',
  passkey: 'pop',
  recovery: 'recovery',
};

/**
 * The second ways that a person has and that do for the request, after the password. Where none does, those they have: the request then
 * ends with the word that no authenticator satisfies it.
 */
export function offeredWays(
  { sms, voice, letter, apps, passkeys, recoveryCodes }: OwnedWays,
  vectors: readonly Vector[],
): SecondWay[] {
  const has = { app: apps > 0, sms, voice, letter, passkey: passkeys > 0, recovery: recoveryCodes > 0 };
  const owned = secondWays.filter((way) => has[way]);
  const fit = owned.filter((way) => provable(vectors, ['pwd', methodOf[way]]).length > 0);
  return fit.length > 0 ? fit : owned;
}

/**
 * Whether an account can still be entered as often as wanted: by a passkey, or by its password with a text message, a call, an app or a letter. Recovery codes
 * run out, and a remembered browser is forgotten: neither counts.
 */
export function isEnterable({ sms, voice, letter, apps, passkeys }: OwnedWays): boolean {
  return sms || voice || letter || apps > 0 || passkeys > 0;
}

/** A way by which an account can be entered as often as wanted. */
export type WayKind = 'sms' | 'voice' | 'letter' | 'app' | 'passkey';

/** What is left without one of them, or undefined where that one is the last by which the account can be entered: it stays. */
export function without(owned: OwnedWays, kind: WayKind): OwnedWays | undefined {
  const left = {
    ...owned,
    ...(kind === 'sms' || kind === 'voice' || kind === 'letter' ? { [kind]: false } : {}),
    ...(kind === 'app' ? { apps: owned.apps - 1 } : {}),
    ...(kind === 'passkey' ? { passkeys: owned.passkeys - 1 } : {}),
  };
  return isEnterable(left) ? left : undefined;
}
