import express, { type Request, type Router } from 'express';
import type { UiDeps } from '../../deps.js';
import type { Csrf } from '../../http/csrf.js';
import { actionOf, formBody } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import { renderPage } from '../../http/render.js';
import { shownAccount } from '../../sign-in/shown-account.js';
import { ownerOf } from '../owner.js';

/**
 * "Continue as …?", before any evidence or change, for who came on a partner's word: whoever made the link may have meant to have
 * somebody else's passport or changes in their own account.
 */
export function continueRoutes(deps: UiDeps, csrf: Csrf): Router {
  const { store, provider } = deps;
  const router = express.Router();

  router.get('/account/continue', async (req, res) => {
    const owner = await ownerOf(deps, req, res);
    if (!owner) return;
    if (!owner.session.asserted) return res.redirect(303, whereTo(req));
    renderPage(res, { page: 'account/continue', model: shownAccount(store, owner.account) });
  });

  router.post('/account/continue', formBody, async (req, res) => {
    csrf.check(req, frameOf(res).browser);
    const owner = await ownerOf(deps, req, res);
    if (!owner) return;
    if (actionOf(req) === 'another') return provider.signOut(req, res);
    await provider.confirmSession(req, res);
    res.redirect(303, whereTo(req));
  });
  return router;
}

function whereTo({ query }: Request): string {
  const { journey } = query;
  return typeof journey === 'string' && /^[\w-]{22}$/.test(journey) ? `/journey/${journey}` : '/account';
}
