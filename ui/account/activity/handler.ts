import express, { type Router } from 'express';
import type { AuditEntry } from '../../../store/audit.js';
import type { UiDeps } from '../../deps.js';
import { frameOf } from '../../http/frame.js';
import { renderPage } from '../../http/render.js';
import { dateTime } from '../../words/times.js';
import { wordsFor } from '../../words/words.js';
import { ownerOf } from '../owner.js';

/** How far back the page goes; the download has all. */
const most = 100;

/** What was done in a person's account, by themselves and by others, in plain words. */
export function activityRoutes(deps: UiDeps): Router {
  const { store } = deps;
  const router = express.Router();

  router.get('/account/activity', async (req, res) => {
    const owner = await ownerOf(deps, req, res);
    if (!owner) return;
    const { language } = frameOf(res);
    frameOf(res).back = '/account';
    const words = wordsFor('account/activity', language);
    const entries = await store.audit.ofAccount(owner.account._id, most);
    const told = entries.filter(({ action }) => words.has(`action.${action}`));
    const lines = told.map((entry) => ({ at: dateTime(entry.at, language), action: entry.action, who: whoOf(entry) }));
    renderPage(res, { page: 'account/activity', model: { lines } });
  });
  return router;
}

/** Who did it, as far as a person is told: which colleague it was is not. */
function whoOf({ actor, accountId }: AuditEntry): 'you' | 'staff' | 'surety' {
  if (actor.kind === 'person' && actor.id === accountId) return 'you';
  return actor.kind === 'checker' ? 'staff' : 'surety';
}
