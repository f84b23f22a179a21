import type { Request, Response } from 'express';
import { steps } from '../../domain/steps.js';
import type { Journey } from '../../store/journeys.js';
import type { UiDeps } from '../deps.js';
import type { Limits } from '../http/limits.js';
import { renderProblem } from '../http/problem.js';
import type { LiveInteraction } from '../ports.js';
import { liveInteraction, type SignInContext } from './context.js';
import { finishSignIn } from './finish.js';
import { isAskedAbout, journeyFor, openingOf } from './journey.js';
import { awaitCode } from './sms-code/send.js';
import { signInStep } from './step.js';

/**
 * The interaction's own address: whatever the provider waits for, it leads to the page for it. It opens the journey of a new request
 * where there is one to speak of, or takes up the one it had.
 */
export function beginInteraction(deps: UiDeps, limits: Limits) {
  const { store } = deps;
  return async (req: Request, res: Response): Promise<void> => {
    const interaction = await liveInteraction(deps, req, res);
    if (!interaction) return;
    const base = `/interaction/${interaction.uid}`;
    if (interaction.prompt === 'login') {
      if (isAskedAbout(interaction)) await journeyFor(deps, interaction, res);
      return signIn({ req, res, interaction, base });
    }
    const journey = await journeyFor(deps, interaction, res);
    if (interaction.prompt === 'identity_proofing') return prove(interaction, journey, res);
    if (journey.interactionUid !== interaction.uid) {
      await store.journeys.attachInteraction(journey._id, interaction.uid, new Date());
    }
    res.redirect(303, `${base}/consent`);
  };

  async function prove(interaction: LiveInteraction, journey: Journey, res: Response): Promise<void> {
    const { accountId = '', uid } = interaction;
    const now = new Date();
    const claimed = await store.journeys.claim(journey._id, accountId, now, uid);
    // Somebody else's journey: this request goes on with one of its own.
    const own = claimed ?? (await store.journeys.open({ ...openingOf(interaction, res), accountId }));
    res.redirect(303, `/journey/${own._id}`);
  }

  async function signIn(begun: Pick<SignInContext, 'req' | 'res' | 'interaction' | 'base'>): Promise<void> {
    const { res, interaction, base } = begun;
    const { signIn: known } = interaction;
    const registration = known.registrationId ? await store.registrations.state(known.registrationId) : undefined;
    const step = signInStep(known, registration);
    if (step !== 'return' || !registration?.accountId) {
      res.redirect(303, `${base}/${steps[step].page}`);
      return;
    }
    const { accountId, outcome } = registration;
    if (outcome === 'registered') {
      if (!(await finishSignIn(deps, begun, accountId))) renderProblem(res, 'expired');
      return;
    }
    // A new password proves the email only: the text message's code is still owed.
    const account = await store.accounts.byId(accountId);
    await store.signIns.setRegistration(interaction.uid, undefined);
    if (account && !account.blocked) {
      await awaitCode(deps, limits, { ...begun, signIn: known, registration, step }, account);
    }
    res.redirect(303, base);
  }
}
