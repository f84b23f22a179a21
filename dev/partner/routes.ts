import express, { type Request, type Router } from 'express';
import { decodeJwt } from 'jose';
import { beginSignIn, readSession, requireLevel, suretyMiddleware } from '../../sdk/express/index.js';
import { partnerPages } from './pages.js';
import { statusRoutes } from './status.js';
import { gpScope, type PartnerOptions, partnerSurety } from './surety.js';
import { levelOf, moorside, riverside, type Who } from './who.js';

/** The demo partner: an imaginary patient portal that lets people in with Surety. */
export function partnerRoutes(options: PartnerOptions, who: Who = riverside): Router {
  const known = partnerSurety(options, who);
  const { surety, handlers } = known;
  const { entryPage, signedInPage, servicePage } = partnerPages(who);
  const signedIn = `${who.base}/signed-in`;
  const router = express.Router();

  // Answers everything below /surety: callback, sign-out, logout tokens, webhooks. Before parsers of bodies.
  router.use(suretyMiddleware(handlers));

  router.get('/', readSession(handlers), (req, res) => void res.send(entryPage(req.surety)));

  // A sign-in that asks for more than /surety/sign-in?level=… could: our own reference, and no page at all.
  router.get(
    '/login',
    beginSignIn(handlers, ({ query }: Request) => ({
      level: levelOf(query.level) ?? who.level,
      returnTo: signedIn,
      ...(query.gp && { scope: gpScope }),
      ...(query.prompt === 'none' && { prompt: 'none' as const }),
      ...(query.prompt === 'consent' && { prompt: 'consent' as const }),
      ...(typeof query.reference === 'string' && { reference: query.reference }),
    })),
  );

  router.get('/signed-in', readSession(handlers), (req, res) => {
    if (!req.surety) return void res.redirect(303, `${who.base}/`);
    res.send(signedInPage(req.surety, decodeJwt(req.surety.idToken)));
  });
  router.get('/signed-in.json', readSession(handlers), (req, res) => {
    if (!req.surety) return void res.status(404).json({});
    res.json({ id: decodeJwt(req.surety.idToken), claims: req.surety.claims });
  });

  // Step up: each page says what it needs. Who has it sees the page, everybody else goes to Surety and comes back to it.
  for (const { level, path, title } of who.services) {
    router.get(path, requireLevel(handlers, level), (req, res) => void res.send(servicePage(title, req.surety)));
  }

  // To the other partner, without a second sign-in: we say who it is, and it passes that on.
  router.get('/to-pharmacy', requireLevel(handlers), async (req, res) => {
    const assertion = await surety.assertIdentity(req.surety?.idToken ?? '');
    res.redirect(303, `${moorside.base}/arrive?asserted_login_identity=${assertion}`);
  });
  router.get(
    '/arrive',
    beginSignIn(handlers, ({ query }: Request) => ({
      returnTo: signedIn,
      ...(query.asserted_login_identity && { assertedIdentity: String(query.asserted_login_identity) }),
    })),
  );

  // To Surety's settings, in the same way.
  router.get('/settings', requireLevel(handlers), async (req, res) => {
    res.redirect(303, (await surety.accountAddress(req.surety?.idToken ?? '')).href);
  });

  router.get('/logout', (_req, res) => res.redirect(303, `${who.base}/surety/sign-out`));

  router.use('/status', statusRoutes(options.url, who, known));
  return router;
}
