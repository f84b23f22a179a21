import type { Request, Response } from 'express';
import { steps } from '../../domain/journey/steps.js';
import type { Journey } from '../../store/journey/journey.js';
import type { UiDeps } from '../deps.js';
import type { Limits } from '../http/limits.js';
import { renderProblem } from '../http/problem.js';
import type { LiveInteraction } from '../ports.js';
import { blocked } from './blocked.js';
import { liveInteraction, type SignInContext } from './context.js';
import { finishSignIn } from './finish.js';
import { isAskedAbout, journeyFor, openingOf } from './journey.js';
import { orExpired } from './or-expired.js';
import { awaitSecond } from './second.js';
import { signInStep } from './step.js';
import { stepUpOf } from './step-up.js';

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
    // Nothing has begun yet that there would be something to come back to.
    if (interaction.prompt === 'select_account') return res.redirect(303, `${base}/whom`);
    if (interaction.prompt === 'for_whom') return res.redirect(303, `${base}/for-whom`);
    const journey = await ownJourney(interaction, await journeyFor(deps, interaction, res), res);
    const { prompt } = interaction;
    const below = prompt === 'consent' || prompt === 'linkage';
    res.redirect(303, below ? `${base}/${steps[prompt].page}` : `/journey/${journey._id}`);
  };

  /** The request's journey, now the signed-in account's; another where it is somebody else's already. */
  async function ownJourney(interaction: LiveInteraction, journey: Journey, res: Response): Promise<Journey> {
    const { accountId = '', uid, wanted } = interaction;
    if (journey.accountId === accountId && journey.interactionUid === uid) return journey;
    const claimed = await store.journeys.claim(journey._id, accountId, new Date(), { interactionUid: uid, wanted });
    return claimed ?? store.journeys.open(openingOf(interaction, res));
  }

  async function signIn(begun: Pick<SignInContext, 'req' | 'res' | 'interaction' | 'base'>): Promise<void> {
    const { res, interaction, base } = begun;
    const { signIn: known } = interaction;
    const owner = known.email === undefined ? stepUpOf(interaction) : undefined;
    const theirs = owner && (await store.accounts.byId(owner));
    if (theirs) {
      await store.signIns.setEmail(interaction.uid, store.accounts.contacts(theirs).email);
      return res.redirect(303, `${base}/${steps.password.page}`);
    }
    if (known.proved) return res.redirect(303, `${base}/terms-changed`);
    const registration = known.registrationId ? await store.registrations.state(known.registrationId) : undefined;
    const step = signInStep(known, registration);
    if (step !== 'return' || !registration?.accountId) {
      res.redirect(303, `${base}/${steps[step].page}`);
      return;
    }
    const { accountId, outcome } = registration;
    const account = await store.accounts.byId(accountId);
    if (outcome === 'registered') {
      if (!account) return renderProblem(res, 'expired');
      return orExpired(res, finishSignIn(deps, begun, { account, methods: ['pwd', registration.method ?? 'sms'] }));
    }
    // A new password proves the email only: the second proof is still owed.
    await store.signIns.setRegistration(interaction.uid, undefined);
    if (account?.blocked) return blocked(res);
    const next = account && (await awaitSecond(deps, limits, { ...begun, signIn: known, registration, step }, account));
    if (!res.headersSent) res.redirect(303, next && 'to' in next ? next.to : base);
  }
}
