import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import { randomId } from '../../platform/random-id.js';

const COOKIE = 'surety_browser';

/** A cookie's name in this deployment: with `__Host-` where cookies are secure, so no other host can plant one. */
export function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

/** What every cookie of ours is: no script reads it, and no other site's form brings it. @param path the pages it goes to */
export const cookieAttributes = (secure: boolean, path = '/') =>
  ({ httpOnly: true, secure, sameSite: 'lax', path }) as const;

/** The cookies a request brought. */
export function cookiesOf(req: Pick<Request, 'headers'>): Readonly<Record<string, string | undefined>> {
  return parseCookie(req.headers.cookie ?? '');
}

/** A random id of this browser, made at its first page: form tokens and kept drafts are bound to it. It names nobody. */
export function browserId(req: Request, res: Response, secure: boolean): string {
  const name = cookieName(COOKIE, secure);
  const known = cookiesOf(req)[name];
  if (known && /^[\w-]{22}$/.test(known)) return known;
  const fresh = randomId();
  res.cookie(name, fresh, cookieAttributes(secure));
  return fresh;
}
