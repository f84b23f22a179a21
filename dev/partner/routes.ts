import express, { type Request, type Response, type Router } from 'express';
import type { Level } from '../../domain/levels.js';
import { type PartnerOptions, partnerClient } from './client.js';
import { explain } from './errors.js';
import { logoutRoutes } from './logout.js';
import { partnerPages } from './pages.js';
import { type PortalSession, PortalSessions } from './sessions.js';
import { levelOf, moorside, riverside, type Who } from './who.js';

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** The demo partner: an imaginary patient portal that lets people in with Surety. */
export function partnerRoutes(options: PartnerOptions, who: Who = riverside): Router {
  const client = partnerClient(options);
  const sessions = new PortalSessions(who);
  const { home, entryPage, errorPage, signedInPage, statusPage } = partnerPages(who);
  const router = express.Router();

  const begin = async (req: Request, res: Response, level: Level, more: Record<string, string>) => {
    const session = sessions.of(req, res);
    session.level = level;
    try {
      const { address, pending } = await client.begin(level, more);
      session.pending.set(pending.state, pending);
      res.redirect(303, address.href);
    } catch (error) {
      res.status(502).send(errorPage(explain(error, who), level));
    }
  };

  router.get('/', (req, res) => void res.send(entryPage(sessions.of(req, res))));

  router.use(logoutRoutes(options, sessions));

  router.get('/login', async (req, res) => {
    const more: Record<string, string> = {};
    if (text(req.query.prompt)) more.prompt = text(req.query.prompt);
    if (text(req.query.reference)) more.verification_reference = text(req.query.reference);
    await begin(req, res, levelOf(req.query.level) ?? who.level, more);
  });

  // OpenID Connect Core 1.0, section 4: somebody else asks us to begin. Only our own issuer may, and only for us.
  router.get('/initiate', async (req, res) => {
    const target = text(req.query.target_link_uri);
    const elsewhere =
      target !== '' && (!URL.canParse(target) || new URL(target).origin !== new URL(options.url).origin);
    if (text(req.query.iss) !== options.issuer || elsewhere) return void res.redirect(303, home);
    const hint = text(req.query.login_hint);
    await begin(req, res, sessions.of(req, res).level, hint ? { login_hint: hint } : {});
  });

  router.get('/callback', async (req, res) => {
    const session = sessions.of(req, res);
    const pending = session.pending.get(text(req.query.state));
    // Reloaded, opened twice, or from another browser: nothing waits for this answer any more.
    if (!pending) return void res.redirect(303, session.signedIn ? `${who.base}/signed-in` : home);
    session.pending.delete(pending.state);
    try {
      session.signedIn = await client.finish(new URL(req.originalUrl, options.url), pending);
      res.redirect(303, `${who.base}/signed-in`);
    } catch (error) {
      res.send(errorPage(explain(error, who), pending.level));
    }
  });

  router.get('/signed-in', (req, res) => {
    const { signedIn } = sessions.of(req, res);
    if (!signedIn) return void res.redirect(303, home);
    res.send(signedInPage(signedIn));
  });
  router.get('/signed-in.json', (req, res) => {
    const { signedIn } = sessions.of(req, res);
    res.status(signedIn ? 200 : 404).json(signedIn ? { id: signedIn.idClaims, userinfo: signedIn.userinfo } : {});
  });

  /** To the other partner, or to Surety's settings, without a second sign-in. */
  const takeAlong = (to: (assertion: string) => string) => async (req: Request, res: Response) => {
    const { signedIn } = sessions.of(req, res);
    if (!signedIn) return void res.redirect(303, home);
    res.redirect(303, to(encodeURIComponent(await client.assertedIdentity(signedIn.idClaims))));
  };
  router.get(
    '/to-pharmacy',
    takeAlong((assertion) => `${moorside.base}/arrive?assertedLoginIdentity=${assertion}`),
  );
  router.get(
    '/settings',
    takeAlong((assertion) => `${options.issuer}/account?asserted_login_identity=${assertion}`),
  );

  // Somebody comes from the other partner, which says who they are.
  router.get('/arrive', async (req, res) => {
    const asserted = text(req.query.assertedLoginIdentity);
    await begin(req, res, levelOf(req.query.level) ?? who.level, asserted ? { asserted_login_identity: asserted } : {});
  });

  router.get('/logout', async (req, res) => {
    const session = sessions.of(req, res);
    const idToken = session.signedIn?.idToken;
    session.signedIn = undefined;
    if (!idToken) return void res.redirect(303, home);
    const address = await client.signOutAddress(idToken).catch(() => undefined);
    res.redirect(303, address?.href ?? home);
  });

  router.get('/status', async (req, res) => {
    const session = sessions.of(req, res);
    const id = text(req.query.id);
    const reference = text(req.query.reference);
    if (!id && !reference) return void res.send(statusPage(session, undefined, undefined));
    const ask = () =>
      id
        ? client.api('GET', `/verifications/${encodeURIComponent(id)}`)
        : client.api('POST', '/verifications/search', { reference });
    await answer(res, ask, session);
  });
  router.post('/status', express.urlencoded({ extended: false }), async (req, res) => {
    const session = sessions.of(req, res);
    const reference = text(req.body?.reference);
    const asked = { reference, level: levelOf(req.body?.level) ?? 'P9', return_address: `${options.url}/status` };
    const ask = async () => {
      const made = await client.api('POST', '/verifications', asked);
      const { id, url } = (made.body ?? {}) as { id?: string; url?: string };
      if (id) session.verifications.unshift({ id, reference, url });
      return made;
    };
    await answer(res, ask, session);
  });

  return router;

  async function answer(res: Response, ask: () => Promise<{ status: number; body: unknown }>, session: PortalSession) {
    try {
      const made = await ask();
      res.send(statusPage(session, made, undefined));
    } catch (error) {
      res.status(502).send(statusPage(session, undefined, explain(error, who).wire));
    }
  }
}
