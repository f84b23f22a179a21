import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';
import type { Request } from 'express';
import { Forbidden } from '../../platform/errors.js';
import { sameSecret } from '../../platform/keys/lookup.js';

/** Makes and checks the tokens that tell a form of ours from one that another site posts in the person's name. */
export interface Csrf {
  /** The token of a browser, 43 characters. */
  token(browser: string): string;
  /** @throws Forbidden `csrf` where the browser says that another site's page posted. For what must be known before a body is read. */
  checkOrigin(req: Request): void;
  /** @throws Forbidden `csrf` unless the form comes from a page of this site, in this browser. */
  check(req: Request, browser: string): void;
}

/**
 * Signed double submit: the token is an HMAC of the browser's own cookie. Fetch metadata and Origin are checked
 * before, where the browser sends them.
 *
 * @param key At least 32 secret bytes.
 * @param origin The site's own origin.
 */
export function createCsrf(key: Uint8Array, origin: string): Csrf {
  const subkey = createSecretKey(Buffer.from(hkdfSync('sha256', key, '', 'surety form tokens 1', 32)));
  const token = (browser: string): string => createHmac('sha256', subkey).update(browser).digest('base64url');
  const checkOrigin = (req: Request): void => {
    const site = req.get('sec-fetch-site');
    const from = req.get('origin');
    if (site && site !== 'same-origin' && site !== 'none') throw refused();
    if (from && from !== origin) throw refused();
  };
  return {
    token,
    checkOrigin,
    check(req, browser) {
      checkOrigin(req);
      const given: unknown = req.body?.csrf;
      if (typeof given !== 'string' || !sameSecret(given, token(browser))) throw refused();
    },
  };
}

function refused(): Forbidden {
  return new Forbidden('csrf', 'This form was not sent from our own page. Go back and try again.');
}
