import express, { type Request, type Response, type Router } from 'express';
import { sameSecret } from '../../../platform/keys/lookup.js';
import type { UiDeps } from '../../deps.js';
import { formBody } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Guards } from '../../http/pages.js';
import { renderProblem } from '../../http/problem.js';
import { renderPage } from '../../http/render.js';
import { shownAccount } from '../../sign-in/shown-account.js';
import { framePhone, renderOver } from '../family.js';
import { holdHere, phoneBase } from '../holder.js';
import { standing } from '../standing.js';

/**
 * The one-time link of a hand-off, `/hand-off/start/<id>.<secret>`. Looking at it changes nothing (scanners of messages open links); it
 * says whose account and which partner the pictures are for. The button spends it: this browser is the phone from then on.
 */
export function linkRoutes(deps: UiDeps, { csrf, limits }: Guards): Router {
  const { store, provider } = deps;
  const router = express.Router();

  /** The hand-off as long as its link may be taken; undefined after answering with why not. */
  const open = async (req: Request, res: Response) => {
    const [id = '', secret = ''] = String(req.params.address).split('.');
    const handOff = sameSecret(secret, store.handOffs.secretOf(id)) ? await store.handOffs.byId(id) : null;
    const journey = handOff && (await store.journeys.byId(handOff.journeyId));
    const account = handOff && (await store.accounts.byId(handOff.accountId));
    if (!handOff || !journey || !account) return renderProblem(res, 'not-found');
    await framePhone(deps, res, journey);
    const state = await standing(deps, handOff);
    if (state === 'joined' || state === 'connected') return renderOver(res, 'used', phoneBase(id));
    if (state !== 'waiting' || account.blocked) return renderOver(res, state === 'up' ? 'up' : 'ended');
    // Signed in here as somebody else: whoever made the link is another person than whoever opened it.
    const session = await provider.session(req, res);
    if (session && session.accountId !== handOff.accountId) return renderOver(res, 'other-account');
    return { handOff, account, secret };
  };

  router.get('/hand-off/start/:address', async (req, res) => {
    const found = await open(req, res);
    if (found) renderPage(res, { page: 'hand-off/link', model: shownAccount(store, found.account) });
  });

  router.post('/hand-off/start/:address', formBody, async (req, res) => {
    await limits.visit(req);
    csrf.check(req, frameOf(res).browser);
    const found = await open(req, res);
    if (!found) return;
    const { _id: id, expiresAt } = found.handOff;
    const token = await store.handOffs.join(id, found.secret, new Date());
    if (!token) return renderOver(res, 'used', phoneBase(id));
    holdHere(deps, res, id, token, expiresAt);
    res.redirect(303, `${phoneBase(id)}/number`);
  });
  return router;
}
