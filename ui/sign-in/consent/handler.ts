import { claimsAsked, personalClaimsIn } from '../../../domain/claims/claims-asked.js';
import type { Journey } from '../../../store/journey/journey.js';
import type { UiDeps } from '../../deps.js';
import { actionOf } from '../../http/form.js';
import type { Family, Page } from '../../http/pages.js';
import { orExpired } from '../or-expired.js';
import { type Prompted, promptedAt } from '../prompted.js';
import { shownAccount } from '../shown-account.js';

/** Someone signed in, at the level the partner asked for, who has not yet agreed to share what it asked for. */
export type ConsentContext = Prompted & { journey: Journey };

export function consentFamily(deps: UiDeps): Family<ConsentContext> {
  return {
    route: '/interaction/:uid',
    base: ({ base }) => base,
    async load(req, res) {
      const prompted = await promptedAt('consent', deps, req, res);
      if (!prompted) return undefined;
      const journey = await deps.store.journeys.byInteraction(prompted.interaction.uid);
      if (journey) return { ...prompted, journey };
      res.redirect(303, prompted.base);
      return undefined;
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
      const action = actionOf(req);
      if (action === 'another') return orExpired(res, provider.finishWhom(req, res, { another: true }));
      if (action !== 'agree') {
        const refused = { error: 'access_denied', description: 'user_cancelled' } as const;
        return orExpired(res, provider.abort(req, res, refused));
      }
      const scopes = [...new Set([...interaction.missingScopes, ...interaction.scopes])].filter(Boolean);
      await store.consents.give(accountId, interaction.partnerId, scopes, new Date());
      return orExpired(res, provider.finishConsent(req, res, { journeyId: journey._id }));
    },
  };
}
