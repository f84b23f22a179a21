import type { Request, Response } from 'express';
import { type CaseState, finalCaseSteps } from '../../domain/verification/case-state.js';
import type { Account } from '../../store/accounts/accounts.js';
import type { Recovery } from '../../store/accounts/recoveries.js';
import type { UiDeps } from '../deps.js';
import { frameOf } from '../http/frame.js';
import { frameHelp } from '../http/help-link.js';
import type { Family } from '../http/pages.js';
import { renderProblem } from '../http/problem.js';
import type { JourneyContext } from '../journey/context.js';
import { frameWayBack } from '../sign-in/context.js';
import { runRecovery } from './begin.js';
import { heldRecovery, recoveryBase } from './holder.js';

/** A recovery in the browser that has it, and its case while something is to be proved. */
export interface Held {
  recovery: Recovery;
  account: Account;
  case: CaseState | undefined;
  /** What the person is asked for; absent where nothing is, or no more. */
  proving: JourneyContext | undefined;
}

/** The recovery of the address `/recovery/:id` in this browser; undefined after answering with a page that says so. */
export async function heldHere(deps: UiDeps, req: Request, res: Response): Promise<Held | undefined> {
  const { store } = deps;
  const recovery = await heldRecovery(deps, req);
  const account = recovery && (await store.accounts.byId(recovery.accountId));
  if (!account || recovery._id !== req.params.id) {
    renderProblem(res, 'not-found');
    return undefined;
  }
  const { _id: id, journeyId, step } = recovery;
  const base = recoveryBase(id);
  const journey = journeyId ? await store.journeys.byId(journeyId) : null;
  if (journey) await frameWayBack(deps, res, journey);
  res.locals.again = base;
  let state = await store.cases.byId(id);
  if (step === 'proving' && (state?.version ?? 0) === 0) {
    await runRecovery(deps, recovery, account, frameOf(res).language);
    state = await store.cases.byId(id);
  }
  const asks = step === 'proving' && state && !finalCaseSteps.includes(state.step) ? state : undefined;
  if (asks) frameHelp(res, base, asks.step, asks.reasons);
  const proving = asks && journey ? { req, res, journey, account, case: asks, step: asks.step, base } : undefined;
  return { recovery, account, case: state, proving };
}

/** The pages on which the person proves anew who they are: those of a verification, for a browser that is not signed in. */
export function recoveryFamily(deps: UiDeps): Family<JourneyContext> {
  return {
    route: '/recovery/:id',
    base: ({ base }) => base,
    async load(req, res) {
      const held = await heldHere(deps, req, res);
      if (held && !held.proving) res.redirect(303, recoveryBase(held.recovery._id));
      return held?.proving;
    },
  };
}
