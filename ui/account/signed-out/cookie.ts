import { stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';
import type { Sealer } from '../../../platform/keys/sealing.js';
import { cookieAttributes, cookieName, cookiesOf } from '../../http/browser.js';

/** Where signing out ends. */
export const signedOutPath = '/signed-out';

/** What the last page says: what the person was signed out of, and where they go on to. */
export type SignedOut = {
  partners: readonly { id: string; sid: string }[];
  /** A registered address of the partner that asked for it. */
  to?: string | undefined;
};

const COOKIE = 'surety_signed_out';
const context = 'signed out';
/** A reload shows the same; the next person at this browser nothing. In seconds. */
const lifetime = 5 * 60;
/** A cookie holds 4 kB. */
const most = 20;

/** Leaves what the page is to say with the browser, sealed: the session that knew it is gone. */
export function writeSignedOut(res: Response, sealer: Sealer, url: string, { partners, to }: SignedOut): void {
  const secure = url.startsWith('https:');
  const left = { partners: partners.slice(0, most), to, until: Date.now() + lifetime * 1_000 };
  const value = Buffer.from(sealer.sealJson(left, context)).toString('base64url');
  const name = cookieName(COOKIE, secure);
  const cookie = { name, value, ...cookieAttributes(secure), maxAge: lifetime };
  res.appendHeader('Set-Cookie', stringifySetCookie(cookie));
}

export function readSignedOut(req: Request, sealer: Sealer, url: string): SignedOut {
  const value = cookiesOf(req)[cookieName(COOKIE, url.startsWith('https:'))];
  try {
    const left = sealer.openJson<SignedOut & { until: number }>(Buffer.from(value ?? '', 'base64url'), context);
    return left.until > Date.now() ? left : { partners: [] };
  } catch {
    return { partners: [] };
  }
}
