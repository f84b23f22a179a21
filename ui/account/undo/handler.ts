import express, { type Request, type Router } from 'express';
import type { Account } from '../../../store/accounts/accounts.js';
import type { UiDeps } from '../../deps.js';
import { formBody } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Guards } from '../../http/pages.js';
import { renderPage } from '../../http/render.js';
import { secretAddress } from '../../http/secret-address.js';
import { undoChange } from '../../workflows/contact-change.js';

/**
 * The link that takes a change of contact back, in the message to who had the contact before: `/account/undo/<change>.<secret>`. Nobody
 * need be signed in, since who took the account over may have seen to that nobody can. Looking at it changes nothing (mail scanners
 * open links); the button spends it.
 */
export function undoRoutes(deps: UiDeps, { csrf, limits }: Guards): Router {
  const { store, temporal, provider } = deps;
  const router = express.Router();
  const page = 'account/undo';

  router.get('/account/undone', (_req, res) => renderPage(res, { page, model: { state: 'done' } }));

  router.get('/account/undo/:address', async (req, res) => {
    await limits.visit(req);
    const found = await changeOf(req);
    renderPage(res, { page, status: found ? 200 : 410, model: { state: found ? 'ask' : 'over', kind: found?.kind } });
  });

  router.post('/account/undo/:address', formBody, async (req, res) => {
    await limits.visit(req);
    csrf.check(req, frameOf(res).browser);
    const found = await changeOf(req);
    const undone = found && (await undoChange(temporal, found.id));
    if (undone?.step !== 'undone') return renderPage(res, { page, status: 410, model: { state: 'over' } });
    provider.tellPartners();
    res.redirect(303, '/account/undone');
  });
  return router;

  async function changeOf(req: Request): Promise<{ id: string; kind: string } | undefined> {
    const { id, secret } = secretAddress(req);
    if (!id || !secret) return undefined;
    const account: Account | null = await store.accountContacts.byUndoSecret(id, secret, new Date());
    const kind = account?.former?.find(({ changeId }) => changeId === id)?.kind;
    return kind ? { id, kind } : undefined;
  }
}
