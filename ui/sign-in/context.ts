import type { Request, Response } from 'express';
import type { RegistrationState } from '../../domain/accounts/registration-state.js';
import { minute } from '../../domain/clock.js';
import { progressOf } from '../../domain/journey/journey-length.js';
import { type Step, steps } from '../../domain/journey/steps.js';
import type { SignIn } from '../../store/accounts/sign-ins.js';
import type { Journey } from '../../store/journey/journey.js';
import type { UiDeps } from '../deps.js';
import { frameOf, pageOf, preferLanguage } from '../http/frame.js';
import { frameHelp } from '../http/help-link.js';
import { noteStep, visitOf } from '../http/note-step.js';
import type { Family } from '../http/pages.js';
import { frameExits, framePartner, partnerAddress } from '../http/partner-frame.js';
import { renderProblem } from '../http/problem.js';
import type { LiveInteraction } from '../ports.js';
import { cameFrom } from './journey.js';
import { signInStep } from './step.js';
import { keepUnsent } from './unsent.js';

/** A registration left alone for so long is not gone on with by whoever sits there now: the email code proves them anew. */
const IDLE_MS = 30 * minute;

/** Someone who is not signed in yet, within an interaction of their own browser. */
export interface SignInContext {
  req: Request;
  res: Response;
  interaction: LiveInteraction;
  /** `/interaction/<uid>` */
  base: string;
  signIn: SignIn;
  registration: RegistrationState | undefined;
  step: Step;
}

function isIdle({ step, updatedAt }: RegistrationState): boolean {
  return step !== 'done' && step !== 'ended' && Date.now() - updatedAt > IDLE_MS;
}

/** The live interaction of the address, or undefined after answering with a page that says why not. */
export async function liveInteraction(deps: UiDeps, req: Request, res: Response): Promise<LiveInteraction | undefined> {
  const interaction = await deps.provider.interaction(req, res);
  if (interaction) {
    preferLanguage(req, res, interaction.uiLocales);
    return interaction;
  }
  const uid = String(req.params.uid);
  const from = (await deps.store.journeys.byInteraction(uid)) ?? (await deps.store.signIns.byUid(uid));
  if (from) await frameWayBack(deps, res, from);
  renderProblem(res, 'expired');
  return undefined;
}

/** Names the journey's partner on the page and links to where it begins, for pages without a live interaction. */
export async function frameWayBack(
  deps: UiDeps,
  res: Response,
  journey: Pick<Journey, 'partnerId' | 'returnAddress'>,
): Promise<void> {
  const partner = await deps.store.partners.byId(journey.partnerId);
  framePartner(res, partner);
  const frame = frameOf(res);
  if (!partner || !frame.partner) return;
  const action = partnerAddress(partner, 'entry', deps.url, journey.returnAddress);
  frame.exits = [{ kind: 'return', method: 'get', action }];
}

/** The family of sign-in and registration pages. Elsewhere than in a live sign-in the interaction's own address leads on. */
export function signInFamily(deps: UiDeps): Family<SignInContext> {
  return {
    route: '/interaction/:uid',
    base: ({ base }) => base,
    async load(req, res) {
      const interaction = await liveInteraction(deps, req, res);
      if (!interaction) return undefined;
      const base = `/interaction/${interaction.uid}`;
      res.locals.again = base;
      const { signIn } = interaction;
      if (interaction.prompt !== 'login') {
        res.redirect(303, base);
        return undefined;
      }
      const registration = signIn.registrationId
        ? await deps.store.registrations.state(signIn.registrationId)
        : undefined;
      if (registration && isIdle(registration)) {
        await keepUnsent(deps, req, res);
        await deps.store.signIns.setRegistration(interaction.uid, undefined);
        res.redirect(303, `${base}/email?idle=1`);
        return undefined;
      }
      const step = signInStep(signIn, registration);
      noteStep(deps, { req, res }, visitOf({ req, res }, interaction), step);
      framePartner(res, await deps.store.partners.byId(await cameFrom(deps, interaction)));
      frameExits(res, base, steps[step].exits);
      frameHelp(res, base, step);
      if (registration) {
        frameOf(res).progress = progressOf(pageOf(req), interaction.wanted);
        const idle = `${base}/email?idle=1`;
        frameOf(res).timeout = { seconds: IDLE_MS / 1000, stay: `${base}/stay`, ended: idle, draft: `${base}/draft` };
      }
      return { req, res, interaction, base, signIn, registration, step };
    },
  };
}
