import type { Request, Response } from 'express';
import { minute } from '../../../domain/clock.js';
import type { Sealer } from '../../../platform/keys/sealing.js';
import { cookieAttributes, cookiesOf } from '../../http/browser.js';
import type { StaffSignIn } from '../staff-issuer.js';

/** A sign-in under way, kept by the browser alone, sealed: strangers who only look at the page write nothing to the store. */
export type SignInUnderWay = StaffSignIn & { to: string; begunAt: number };

/** `__Host-` would widen the cookie to the whole site; `__Secure-` keeps it to the pages of the sign-in. */
const nameOf = (secure: boolean) => (secure ? '__Secure-surety_staff_sign_in' : 'surety_staff_sign_in');
const PATH = '/casework/sign-in';
const CONTEXT = 'cookie:staff-sign-in';
const LIFETIME = 10 * minute;

export function keepSignIn(res: Response, sealer: Sealer, secure: boolean, signIn: SignInUnderWay): void {
  const value = Buffer.from(sealer.sealJson(signIn, CONTEXT)).toString('base64url');
  res.cookie(nameOf(secure), value, { ...cookieAttributes(secure, PATH), maxAge: LIFETIME });
}

/** Takes the sign-in out of the browser: each is answered once. Undefined where there is none, or it is too old. */
export function takeSignIn(
  req: Request,
  res: Response,
  sealer: Sealer,
  secure: boolean,
  now: number,
): SignInUnderWay | undefined {
  const value = cookiesOf(req)[nameOf(secure)];
  if (!value) return undefined;
  res.clearCookie(nameOf(secure), cookieAttributes(secure, PATH));
  try {
    const signIn = sealer.openJson<SignInUnderWay>(Buffer.from(value, 'base64url'), CONTEXT);
    return now - signIn.begunAt < LIFETIME ? signIn : undefined;
  } catch {
    return undefined;
  }
}
