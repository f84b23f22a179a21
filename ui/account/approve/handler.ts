import express, { type Request, type Response, type Router } from 'express';
import { ownClient } from '../../../domain/partners/own-client.js';
import type { UiDeps } from '../../deps.js';
import { numberForm } from '../../hand-off/number/form.js';
import { actionOf, formBody, readForm } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Guards } from '../../http/pages.js';
import { renderPage } from '../../http/render.js';
import { dateTime } from '../../words/times.js';
import { freshOwnerOf } from '../step-up.js';

/** How an answer ended, as the page says it. */
type Outcome = 'connected' | 'wrong' | 'refused' | 'over';

/**
 * The device that a person has lets in a new one: they type the number that the new one shows (ui/sign-in/approval). Only who has signed in
 * here by both factors a few minutes ago, since the new device can change the account from then on.
 */
export function approveRoutes(deps: UiDeps, { csrf, limits }: Guards): Router {
  const { store } = deps;
  const router = express.Router();
  const page = 'account/approve';

  router.get(['/account/approve', '/account/approve/:id'], async (req, res) => {
    const owner = await freshOwnerOf(deps, req, res);
    if (owner) await show(req, res, owner.account._id);
  });

  router.post('/account/approve/:id', formBody, async (req, res) => {
    await limits.visit(req);
    csrf.check(req, frameOf(res).browser);
    const owner = await freshOwnerOf(deps, req, res);
    if (!owner) return;
    const { _id: accountId } = owner.account;
    const id = String(req.params.id);
    const now = new Date();
    if (actionOf(req) === 'refuse') {
      const refused = await store.approvals.refuse(id, accountId, now);
      return end(res, accountId, id, refused ? 'refused' : 'over');
    }
    const { values, errors } = readForm(numberForm, req.body);
    if (errors) return show(req, res, accountId, errors);
    await end(res, accountId, id, (await store.approvals.type(id, accountId, values.number, now)) ?? 'over');
  });
  return router;

  async function end(res: Response, accountId: string, id: string, outcome: Outcome): Promise<void> {
    if (outcome !== 'over') {
      const actor = { kind: 'person', id: accountId } as const;
      const entry = { at: new Date(), actor, action: `device.${outcome}`, accountId };
      await store.audit.append(entry, `approval-${id}`);
    }
    renderPage(res, { page, status: outcome === 'over' ? 410 : 200, model: { outcome } });
  }

  /** Who waits: the one of the address where it names one, else all. */
  async function show(
    req: Request,
    res: Response,
    accountId: string,
    errors: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const { id: named } = req.params;
    const waiting = await store.approvals.waitingOf(accountId, new Date());
    const listed = waiting.filter(({ _id }) => named === undefined || _id === named);
    const { language } = frameOf(res);
    frameOf(res).back = '/account/ways';
    const asking = listed.map(async ({ _id, device, partnerId, createdAt }) => {
      const partner = partnerId === ownClient ? null : await store.partners.byId(partnerId);
      return { id: _id, device, service: partner?.name, at: dateTime(createdAt, language) };
    });
    renderPage(res, { page, form: { values: {}, errors }, model: { asking: await Promise.all(asking) } });
  }
}
