import type { Request, Response } from 'express';
import { progressOf } from '../../domain/journey/journey-length.js';
import { type Step, steps } from '../../domain/journey/steps.js';
import { reaches } from '../../domain/levels/levels.js';
import { type CaseState, caseSteps, isCapture } from '../../domain/verification/case-state.js';
import type { Account } from '../../store/accounts/accounts.js';
import type { Journey } from '../../store/journey/journey.js';
import type { UiDeps } from '../deps.js';
import { type Frame, frameOf, pageOf } from '../http/frame.js';
import { frameHelp } from '../http/help-link.js';
import { noteStep } from '../http/note-step.js';
import { timePage } from '../http/page-times.js';
import type { Family } from '../http/pages.js';
import { frameExits, framePartner } from '../http/partner-frame.js';
import { renderProblem } from '../http/problem.js';
import { frameWayBack } from '../sign-in/context.js';
import { attachCase } from './attach-case.js';
import { keepUnsaved } from './details/draft.js';
import { beganHere, startedHere } from './start/binding.js';
import { stepOf } from './step-of.js';

/** Seconds without activity after which a session may end: it is written down at most every 5 of its 30 minutes. */
const IDLE_SECONDS = 25 * 60;

/** The owner of a journey, signed in, at one of its pages. */
export interface JourneyContext {
  req: Request;
  res: Response;
  journey: Journey;
  account: Account;
  /** The case the journey is attached to; absent where none is needed. */
  case: CaseState | undefined;
  step: Step;
  /** `/journey/<id>` */
  base: string;
}

/** A journey's id in an address is a pointer, not a key: its pages open only to the account that owns it. */
export function journeyFamily(deps: UiDeps): Family<JourneyContext> {
  const { store, provider } = deps;

  return {
    route: '/journey/:id',
    base: ({ base }) => base,
    async load(req, res) {
      const journey = await store.journeys.byId(String(req.params.id));
      if (!journey) {
        renderProblem(res, 'not-found');
        return undefined;
      }
      const base = `/journey/${journey._id}`;
      res.locals.again = base;
      const session = await provider.session(req, res);
      const account = session && (await store.accounts.byId(session.accountId));
      if (!account || account.blocked) {
        await keepUnsaved(deps, journey, req, res);
        res.redirect(303, provider.signInAddress(journey._id));
        return undefined;
      }
      if (session.asserted) {
        res.redirect(303, `/account/continue?journey=${journey._id}`);
        return undefined;
      }
      const own = await ownJourney(journey, account);
      if (!own && !journey.accountId && startedHere(deps, journey, req)) {
        res.redirect(303, `/start/${journey._id}/as`);
        return undefined;
      }
      if (!own) {
        await frameWayBack(deps, res, journey);
        renderProblem(res, 'not-yours');
        return undefined;
      }
      return situate({ req, res, journey: own, account, base });
    },
  };

  /** The journey when it is this account's, or becomes it now. */
  async function ownJourney(journey: Journey, account: Account) {
    if (journey.accountId) return journey.accountId === account._id ? journey : undefined;
    if (!(await beganHere(deps, journey, account))) return undefined;
    return (await store.journeys.claim(journey._id, account._id, new Date())) ?? undefined;
  }

  async function situate(
    begun: Pick<JourneyContext, 'req' | 'res' | 'journey' | 'account' | 'base'>,
  ): Promise<JourneyContext> {
    const { res, journey, base } = begun;
    const known = journey.caseId ? await store.cases.byId(journey.caseId) : undefined;
    const account = await asOf(known, begun.account, journey);
    const expired = isOver(journey, account, known);
    const step = stepOf(journey, account, known, expired);
    // Verified, and yet not at the level that this journey asks for: the case aimed lower, and another one goes on from there.
    const needsCase = known ? step === 'verified' : step === 'details';
    const state = needsCase ? await attachCase(deps, journey, account, begun) : known;
    const now = state === known ? step : stepOf(journey, account, state, expired);
    // What a case comes to is noted where it is projected, whether anybody looks or not; but nobody projects where it begins.
    const projected = state !== undefined && state.version > 0 && isOfCase(now);
    noteStep(deps, begun, { journeyId: journey._id }, projected ? undefined : now);
    timePage(deps, begun, { journeyId: journey._id }, now);
    framePartner(res, await store.partners.byId(journey.partnerId));
    frameExits(res, base, steps[now].exits);
    frameHelp(res, base, now, state?.reasons);
    frameOf(res).progress = progressOf(pageOf(begun.req), journey.wanted);
    if (isCapture(now)) frameOf(res).phone = phoneOffer(begun.req, base);
    frameOf(res).signedIn = true;
    frameOf(res).timeout = {
      seconds: IDLE_SECONDS,
      stay: '/account/stay',
      ended: `${base}/sign-in`,
      draft: `${base}/draft`,
    };
    return { ...begun, account, case: state, step: now };
  }

  /** The account at least as new as the case: its level is raised before its case says `verified`, and it was read before the case. */
  async function asOf(state: CaseState | undefined, account: Account, { wanted }: Journey): Promise<Account> {
    if (state?.step !== 'verified' || reaches(account.level, wanted)) return account;
    return (await store.accounts.byId(account._id)) ?? account;
  }
}

const isOfCase = (step: Step): boolean => (caseSteps as readonly string[]).includes(step);

/** A journey whose case goes on ends with the case; one whose level is reached still leads back. */
function isOver(journey: Journey, account: Account, state: CaseState | undefined): boolean {
  return journey.expiresAt <= new Date() && !state?.live && !reaches(account.level, journey.wanted);
}

/** Who is at a phone already may need another browser, or another phone. */
function phoneOffer(req: Request, base: string): Frame['phone'] {
  const mobile = /Mobi|Android/i.test(req.get('user-agent') ?? '');
  return { href: `${base}/phone`, words: mobile ? 'phone.elsewhere' : 'phone' };
}
