import type { Request, Response } from 'express';
import { steps } from '../../domain/steps.js';
import { vectorText } from '../../domain/vectors.js';
import type { Journey } from '../../store/journeys.js';
import type { UiDeps } from '../deps.js';
import { frameOf } from '../http/frame.js';
import type { Limits } from '../http/limits.js';
import { ownClient } from '../http/partner-frame.js';
import { renderProblem } from '../http/problem.js';
import type { LiveInteraction } from '../ports.js';
import { liveInteraction, type SignInContext } from './context.js';
import { awaitCode } from './sms-code/send.js';
import { signInStep } from './step.js';

/**
 * The interaction's own address: whatever the provider waits for, it leads to the page for it. It opens the journey of a new request,
 * or takes up the one it had.
 */
export function beginInteraction(deps: UiDeps, limits: Limits) {
  const { store } = deps;
  return async (req: Request, res: Response): Promise<void> => {
    const interaction = await liveInteraction(deps, req, res);
    if (!interaction) return;
    const journey = await journeyOf(deps, interaction, res);
    const base = `/interaction/${interaction.uid}`;
    if (interaction.prompt === 'identity_proofing') return prove(interaction, journey, res);
    if (interaction.prompt === 'consent') {
      await store.journeys.attachInteraction(journey._id, interaction.uid, new Date());
      res.redirect(303, `${base}/consent`);
      return;
    }
    await signIn({ req, res, interaction, base, journey });
  };

  async function prove(interaction: LiveInteraction, journey: Journey, res: Response): Promise<void> {
    const { accountId = '', uid } = interaction;
    const now = new Date();
    const claimed = await store.journeys.claim(journey._id, accountId, now, uid);
    // Somebody else's journey: this request goes on with one of its own.
    const own = claimed ?? (await store.journeys.open({ ...openingOf(interaction, res), accountId }));
    res.redirect(303, `/journey/${own._id}`);
  }

  async function signIn(begun: Pick<SignInContext, 'req' | 'res' | 'interaction' | 'base' | 'journey'>): Promise<void> {
    const { req, res, interaction, base, journey } = begun;
    const known = await store.signIns.byUid(interaction.uid);
    if (!known) await store.signIns.begin(interaction.uid, journey._id, interaction.partnerId, new Date());
    const registration = known?.registrationId ? await store.registrations.state(known.registrationId) : undefined;
    const step = known ? signInStep(known, registration) : 'email';
    if (step !== 'return' || !known || !registration?.accountId) {
      res.redirect(303, `${base}/${steps[step].page}`);
      return;
    }
    const { accountId, outcome } = registration;
    if (outcome === 'registered') {
      const login = { accountId, methods: ['pwd', 'sms'] as const, journeyId: journey._id };
      if (!(await deps.provider.finishLogin(req, res, login))) renderProblem(res, 'expired');
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

async function journeyOf({ store }: UiDeps, interaction: LiveInteraction, res: Response): Promise<Journey> {
  const named = interaction.journeyId ? await store.journeys.byId(interaction.journeyId) : null;
  const fits = named && (named.partnerId === interaction.partnerId || interaction.partnerId === ownClient);
  return (fits ? named : null) ?? (await store.journeys.byInteraction(interaction.uid)) ?? open();

  function open(): Promise<Journey> {
    return store.journeys.open(openingOf(interaction, res));
  }
}

function openingOf({ uid, partnerId, wanted, vectors, reference }: LiveInteraction, res: Response) {
  const { language } = frameOf(res);
  const vtr = JSON.stringify(vectors.map(vectorText));
  const known = reference === undefined ? {} : { reference };
  return { partnerId, wanted, vtr, language, interactionUid: uid, started: true, now: new Date(), ...known };
}
