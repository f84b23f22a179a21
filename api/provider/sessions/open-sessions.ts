import type { Request, Response } from 'express';
import type { Provider } from 'oidc-provider';
import type { SignInMethod } from '../../../domain/levels/authenticators.js';
import { signedOutPath, writeSignedOut } from '../../../ui/account/signed-out/cookie.js';
import type { ProviderBridge } from '../../../ui/ports.js';
import { type EndSessionOptions, partnersOf } from './end-session.js';
import { type OwnParts, sessionLifetime, touch } from './sessions.js';

type Session = InstanceType<Provider['Session']> & OwnParts;

/** What pages do with the session of their browser, outside the provider's own requests: see ui/ports.ts. */
export function openSessions(
  provider: Provider,
  { issuer, store, onEnded }: EndSessionOptions,
): Pick<ProviderBridge, 'session' | 'confirmSession' | 'signOut' | 'tellPartners'> {
  const open = (req: Request, res: Response) =>
    provider.Session.get(provider.createContext(req, res) as never) as Promise<Session>;

  return {
    async session(req, res) {
      const session = await open(req, res);
      const { accountId, uid, loginTs, amr, asserted, borrowed = false } = session;
      if (!accountId || !loginTs) return undefined;
      await touch(session);
      const partners = [...new Set(partnersOf(session).map(({ id }) => id))];
      const methods = (amr ?? []) as SignInMethod[];
      return { accountId, uid, authTime: loginTs, methods, asserted: asserted !== undefined, borrowed, partners };
    },

    tellPartners: onEnded,

    async confirmSession(req, res) {
      const session = await open(req, res);
      if (!session.accountId || session.asserted === undefined) return;
      session.asserted = undefined;
      await session.save(sessionLifetime(session));
    },

    async signOut(req, res) {
      const session = await open(req, res);
      const partners = session.accountId ? partnersOf(session) : [];
      if (session.accountId) {
        await session.destroy();
        const name = provider.cookieName('session');
        const options = { path: '/', httpOnly: true, secure: issuer.startsWith('https:'), sameSite: 'lax' } as const;
        for (const cookie of [name, `${name}.sig`]) res.clearCookie(cookie, options);
        onEnded();
      }
      writeSignedOut(res, store.tools.sealer, issuer, { partners });
      res.redirect(303, signedOutPath);
    },
  };
}
