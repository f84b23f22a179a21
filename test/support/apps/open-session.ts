import type { RequestHandler } from 'express';
import { createProvider } from '../../../api/provider/provider.js';

/**
 * Opens a session of an account in the browser that asks for `…/:accountId`, as after a sign-in by password and text message just now,
 * without the pages of one: by a provider of the same keys and store as the application's.
 */
export function openSession(of: Omit<Parameters<typeof createProvider>[0], 'onSignedOut'>): RequestHandler {
  const provider = createProvider({ ...of, onSignedOut: () => {} });
  return async (req, res) => {
    const session = new provider.Session();
    const loginTs = Math.floor(Date.now() / 1_000);
    session.loginAccount({ accountId: String(req.params.accountId), amr: ['pwd', 'sms'], loginTs });
    req.headers['x-forwarded-proto'] = new URL(of.issuer).protocol.slice(0, -1);
    const { cookies } = provider.createContext(req, res);
    cookies.set(provider.cookieName('session'), await session.save(600), { signed: true, httpOnly: true });
    res.end();
  };
}
