import express, { type Router } from 'express';
import { ownClient } from '../../../domain/partners/own-client.js';
import type { SignedIn } from '../../../store/accounts/sign-ins.js';
import type { AuditEntry } from '../../../store/audit/audit.js';
import { toldOf } from '../../../store/held/told-of.js';
import type { UiDeps } from '../../deps.js';
import { frameOf } from '../../http/frame.js';
import { renderPage } from '../../http/render.js';
import { dateTime } from '../../words/times.js';
import { wordsFor } from '../../words/words.js';
import { ownerOf } from '../owner.js';

/** How far back the page goes; the download has all. */
const most = 100;

/** What was done in a person's account, by themselves and by others, and when it was entered, in plain words. */
export function activityRoutes(deps: UiDeps): Router {
  const { store } = deps;
  const router = express.Router();

  router.get('/account/activity', async (req, res) => {
    const owner = await ownerOf(deps, req, res);
    if (!owner) return;
    const { language } = frameOf(res);
    frameOf(res).back = '/account';
    const words = wordsFor('account/activity', language);
    const accountId = owner.account._id;
    const [entries, signIns] = await Promise.all([
      store.audit.ofAccount(accountId, most),
      store.signIns.ofAccount(accountId, most),
    ]);
    const told = await Promise.all(
      entries
        .flatMap(toldOf)
        .filter(({ action }) => words.has(`action.${action}`))
        .map(async (entry) => ({
          ...{ when: entry.at, action: entry.action, who: whoOf(entry) },
          place: await placeOf(entry),
        })),
    );
    const entered = await Promise.all(signIns.map(async (signIn) => ({ when: signIn.at, ...(await shown(signIn)) })));
    const lines = [...told, ...entered]
      .sort((one, other) => other.when.getTime() - one.when.getTime())
      .slice(0, most)
      .map((line) => ({ ...line, at: dateTime(line.when, language) }));
    renderPage(res, { page: 'account/activity', model: { lines } });
  });
  return router;

  async function shown({ methods, device, partnerId }: Omit<SignedIn, 'accountId'> & { partnerId: string }) {
    const service = partnerId === ownClient ? undefined : (await store.partners.byId(partnerId))?.name;
    return { action: 'signed-in', methods, device, service };
  }

  /** Where somebody acted for another. */
  async function placeOf({ action, details }: AuditEntry): Promise<string | undefined> {
    if (!action.startsWith('delegation.used') || typeof details?.partnerId !== 'string') return undefined;
    return (await store.partners.byId(details.partnerId))?.name;
  }
}

/** Who did it, as far as a person is told: which colleague it was is not. */
function whoOf({ actor, accountId, action }: AuditEntry): 'you' | 'staff' | 'surety' | 'delegate' {
  if (actor.kind === 'person' && actor.id === accountId) return 'you';
  if (action === 'delegation.used-for') return 'delegate';
  return actor.kind === 'checker' ? 'staff' : 'surety';
}
