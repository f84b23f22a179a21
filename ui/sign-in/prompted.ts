import type { Request, Response } from 'express';
import { type Step, steps } from '../../domain/journey/steps.js';
import type { Partner } from '../../store/partners/partners.js';
import type { UiDeps } from '../deps.js';
import { frameHelp } from '../http/help-link.js';
import { noteStep, visitOf } from '../http/note-step.js';
import { frameExits, framePartner } from '../http/partner-frame.js';
import type { LiveInteraction } from '../ports.js';
import { liveInteraction } from './context.js';

/** What the provider waits for from somebody who is signed in, by the step at which they answer. */
const promptOf = {
  whom: 'select_account',
  'for-whom': 'for_whom',
  consent: 'consent',
  linkage: 'linkage',
} as const satisfies Partial<Record<Step, LiveInteraction['prompt']>>;

/** Someone signed in, on the way to a partner, of whom the provider wants to know something. */
export interface Prompted {
  req: Request;
  res: Response;
  interaction: LiveInteraction;
  /** `/interaction/<uid>` */
  base: string;
  accountId: string;
  partner: Partner | null;
}

/** Whose interaction waits at this step, the page's frame drawn around it; undefined after leading to where it does wait. */
export async function promptedAt(
  step: keyof typeof promptOf,
  deps: UiDeps,
  req: Request,
  res: Response,
): Promise<Prompted | undefined> {
  const interaction = await liveInteraction(deps, req, res);
  if (!interaction) return undefined;
  const base = `/interaction/${interaction.uid}`;
  const { accountId, prompt, partnerId } = interaction;
  if (prompt !== promptOf[step] || !accountId) {
    res.redirect(303, base);
    return undefined;
  }
  const partner = await deps.store.partners.byId(partnerId);
  framePartner(res, partner);
  frameExits(res, base, steps[step].exits);
  noteStep(deps, { req, res }, visitOf({ req, res }, interaction), step);
  frameHelp(res, base, step);
  return { req, res, interaction, base, accountId, partner };
}
