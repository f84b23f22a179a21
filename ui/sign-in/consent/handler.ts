import type { Request, Response } from 'express';
import { claimsAsked, personalClaimsIn } from '../../../domain/claims/claims-asked.js';
import { steps } from '../../../domain/journey/steps.js';
import type { Journey } from '../../../store/journey/journey.js';
import type { UiDeps } from '../../deps.js';
import { actionOf } from '../../http/form.js';
import { frameHelp } from '../../http/help-link.js';
import { noteStep, visitOf } from '../../http/note-step.js';
import type { Family, Page } from '../../http/pages.js';
import { frameExits, framePartner } from '../../http/partner-frame.js';
import { renderProblem } from '../../http/problem.js';
import type { LiveInteraction } from '../../ports.js';
import { liveInteraction } from '../context.js';
import { shownAccount } from '../whom/handler.js';

/** Someone signed in, at the level the partner asked for, who has not yet agreed to share what it asked for. */
export interface ConsentContext {
  req: Request;
  res: Response;
  interaction: LiveInteraction;
  journey: Journey;
  accountId: string;
}

export function consentFamily(deps: UiDeps): Family<ConsentContext> {
  return {
    route: '/interaction/:uid',
    base: ({ interaction }) => `/interaction/${interaction.uid}`,
    async load(req, res) {
      const interaction = await liveInteraction(deps, req, res);
      if (!interaction) return undefined;
      const base = `/interaction/${interaction.uid}`;
      const journey = await deps.store.journeys.byInteraction(interaction.uid);
      const { accountId, prompt } = interaction;
      if (prompt !== 'consent' || !journey || !accountId) {
        res.redirect(303, base);
        return undefined;
      }
      framePartner(res, await deps.store.partners.byId(interaction.partnerId));
      frameExits(res, base, steps.consent.exits);
      noteStep(deps, { req, res }, visitOf({ req, res }, interaction), 'consent');
      frameHelp(res, base, 'consent');
      return { req, res, interaction, journey, accountId };
    },
  };
}

/** Asks whether the partner may be told what it asked for, each piece by its name. */
export function consentPage({ store, provider }: UiDeps): Page<ConsentContext> {
  return {
    path: 'consent',
    open: () => true,
    async show({ interaction, accountId }) {
      const account = await store.accounts.byId(accountId);
      if (!account)
        return { page: 'sign-in/consent', model: { known: personalClaimsIn(interaction.scopes), later: [] } };
      const known = { ...store.accounts.contacts(account), identity: store.accounts.identity(account) };
      const asked = claimsAsked({ ...known, reached: account.level }, interaction.scopes, new Date());
      return { page: 'sign-in/consent', model: { ...asked, ...shownAccount(store, account) } };
    },
    async submit({ req, res, interaction, journey, accountId }) {
      if (actionOf(req) === 'another') {
        if (!(await provider.finishWhom(req, res, { another: true }))) renderProblem(res, 'expired');
        return undefined;
      }
      if (actionOf(req) !== 'agree') {
        const refused = { error: 'access_denied', description: 'user_cancelled' } as const;
        if (!(await provider.abort(req, res, refused))) renderProblem(res, 'expired');
        return undefined;
      }
      const scopes = [...new Set([...interaction.missingScopes, ...interaction.scopes])].filter(Boolean);
      await store.consents.give(accountId, interaction.partnerId, scopes, new Date());
      if (!(await provider.finishConsent(req, res, { journeyId: journey._id }))) renderProblem(res, 'expired');
      return undefined;
    },
  };
}
