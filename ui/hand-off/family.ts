import type { Response } from 'express';
import { isLive } from '../../domain/journey/hand-off.js';
import type { HandOff } from '../../store/journey/hand-offs.js';
import type { Journey } from '../../store/journey/journey.js';
import type { UiDeps } from '../deps.js';
import { frameOf } from '../http/frame.js';
import { frameHelp } from '../http/help-link.js';
import type { Family } from '../http/pages.js';
import { renderProblem } from '../http/problem.js';
import { renderPage } from '../http/render.js';
import type { JourneyContext } from '../journey/context.js';
import { stepOf } from '../journey/step-of.js';
import { frameWayBack } from '../sign-in/context.js';
import { heldHere, phoneBase } from './holder.js';
import { standing } from './standing.js';

/** Why a hand-off is over for this phone, as its page says it. */
type Over = 'wrong' | 'ended' | 'up' | 'used' | 'other-account';

/** Says that this phone can do no more, and where the person goes on. */
export function renderOver(res: Response, why: Over, again?: string): void {
  renderPage(res, { page: 'hand-off/over', status: 410, model: { why, again } });
}

/** Names the partner, with the way back to it; and, on the phone that has the hand-off, the way to give it up. */
export async function framePhone(deps: UiDeps, res: Response, journey: Journey, handOff?: HandOff): Promise<void> {
  await frameWayBack(deps, res, journey);
  if (!handOff) return;
  frameOf(res).exits.unshift({ kind: 'stop', method: 'post', action: `${phoneBase(handOff._id)}/stop` });
}

/**
 * The pages of a phone that a case's camera steps were handed over to. It has no session and stands for nobody: it sees the pages on
 * which pictures are taken, of that one case, as long as the hand-off and the session that made it live.
 */
export function phoneFamily(deps: UiDeps): Family<JourneyContext> {
  const { store } = deps;
  return {
    route: '/hand-off/:id',
    base: ({ base }) => base,
    async load(req, res) {
      const handOff = await heldHere(deps, req);
      if (!handOff) {
        renderProblem(res, 'not-found');
        return undefined;
      }
      const base = phoneBase(handOff._id);
      const [journey, account, state, known] = await Promise.all([
        store.journeys.byId(handOff.journeyId),
        store.accounts.byId(handOff.accountId),
        standing(deps, handOff),
        store.cases.byId(handOff.caseId),
      ]);
      const now = account?.blocked ? 'ended' : state;
      const over = isLive(now) ? undefined : now;
      if (journey) await framePhone(deps, res, journey, over ? undefined : handOff);
      if (over || !journey || !account) return void renderOver(res, over ?? 'ended');
      if (state !== 'connected') {
        res.redirect(303, `${base}/number`);
        return undefined;
      }
      res.locals.again = base;
      // As the owner's own pages find it (journey/context.ts), but that nothing is opened or changed here.
      const step = stepOf(journey, account, known);
      frameHelp(res, base, step, known?.reasons);
      return { req, res, journey, account, base, case: known, step };
    },
  };
}
