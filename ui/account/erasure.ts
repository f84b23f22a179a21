import express, { type Router } from 'express';
import type { CaseState } from '../../domain/verification/case-state.js';
import type { Account } from '../../store/accounts/accounts.js';
import type { Store } from '../../store/database.js';
import type { UiDeps } from '../deps.js';
import type { Csrf } from '../http/csrf.js';
import { formBody } from '../http/form.js';
import { frameOf } from '../http/frame.js';
import { renderPage } from '../http/render.js';
import { caseInput } from '../journey/attach-case.js';
import { withdrawFromCase } from '../workflows/verification.js';
import { changerOf } from './owner.js';

/** The account's newest case, where something that was sent or typed for it is still kept. */
export async function evidenceOf(
  { cases, evidence }: Pick<Store, 'cases' | 'evidence'>,
  accountId: string,
): Promise<CaseState | undefined> {
  const newest = await cases.newestOf(accountId);
  if (!newest) return undefined;
  return newest.live || (await evidence.list(newest.id)).length > 0 ? newest : undefined;
}

/** What a person can have erased themselves: what they sent for a verification, and the template of their face. */
export function erasureRoutes(deps: UiDeps, csrf: Csrf): Router {
  const { store, temporal } = deps;
  const router = express.Router();

  router.get('/account/withdraw', async (req, res) => {
    const account = (await changerOf(deps, req, res))?.account;
    if (!account) return;
    const state = await evidenceOf(store, account._id);
    if (!state) return res.redirect(303, '/account');
    renderPage(res, { page: 'account/withdraw', model: { live: state.live, level: account.level } });
  });

  router.post('/account/withdraw', formBody, async (req, res) => {
    csrf.check(req, frameOf(res).browser);
    const account = (await changerOf(deps, req, res))?.account;
    if (!account) return;
    const state = await evidenceOf(store, account._id);
    if (state) {
      await note(account, 'evidence.withdrawn', state.id);
      await withdrawFromCase(temporal, caseInput(deps, state, account, frameOf(res).language));
    }
    res.redirect(303, '/account');
  });

  router.post('/account/face-template/erase', formBody, async (req, res) => {
    csrf.check(req, frameOf(res).browser);
    const account = (await changerOf(deps, req, res))?.account;
    if (!account) return;
    await note(account, 'face-template.withdrawn');
    await store.faceTemplates.erase(account._id);
    res.redirect(303, '/account');
  });
  return router;

  function note({ _id: accountId }: Account, action: string, caseId?: string): Promise<void> {
    const actor = { kind: 'person', id: accountId } as const;
    return store.audit.append({ at: new Date(), actor, action, accountId, ...(caseId ? { caseId } : {}) });
  }
}
