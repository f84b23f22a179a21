import { linkageScope } from '../../../domain/claims/claims.js';
import { type LinkageState, type LinkageWay, passesByItself, waysOutOf } from '../../../domain/linkage/linkage.js';
import { maskedEmail } from '../../../domain/person/masked-email.js';
import { randomId } from '../../../platform/random-id.js';
import type { UiDeps } from '../../deps.js';
import { actionOf } from '../../http/form.js';
import type { Family, Page } from '../../http/pages.js';
import { startContactUpdate } from '../../workflows/contact-update.js';
import { startLinkage, submitToLinkage } from '../../workflows/linkage.js';
import { orExpired } from '../or-expired.js';
import { type Prompted, promptedAt } from '../prompted.js';

/** Someone who agreed to share their linkage keys, which are being got. */
export type LinkageContext = Prompted & {
  /** When they agreed. */
  agreedAt: Date;
  state: LinkageState;
  /** What can still be done about the problem, if there is one. */
  ways: readonly LinkageWay[];
};

export function linkageFamily(deps: UiDeps): Family<LinkageContext> {
  const { store, temporal } = deps;
  return {
    route: '/interaction/:uid',
    base: ({ base }) => base,
    async load(req, res) {
      const prompted = await promptedAt('linkage', deps, req, res);
      if (!prompted) return undefined;
      const { accountId, interaction } = prompted;
      const { partnerId } = interaction;
      const consent = await store.consents.of(accountId, partnerId);
      // Withdrawn meanwhile: the provider goes on without keys, and asks for their agreement anew.
      if (!consent?.at || !consent.scopes.includes(linkageScope)) return leadOn(deps, prompted);
      const state = await store.linkages.open(accountId, partnerId, consent.at, new Date());
      // Where Temporal was down when it was opened, it starts now.
      if (state.version === 0) await startLinkage(temporal, inputOf(state));
      return { ...prompted, agreedAt: consent.at, state, ways: waysOf(state) };
    },
  };
}

export const inputOf = ({ id: linkageId, accountId, partnerId, nonce }: LinkageState) => ({
  ...{ linkageId, accountId, partnerId, nonce },
});

function waysOf({ problem, triesLeft }: LinkageState): readonly LinkageWay[] {
  return problem ? waysOutOf(problem).filter((way) => way !== 'paper' || triesLeft !== 0) : [];
}

const waits = ({ step }: LinkageState): boolean => step === 'reading' || step === 'checking';

/** Where the person waits: an address of its own, which leads back when there is something to see. */
export const linkageWaitPage: Page<LinkageContext> = {
  path: 'linkage-wait',
  open: ({ state }) => waits(state),
  show: ({ base }) => ({ page: 'sign-in/linkage', model: { base, waits: true } }),
};

/** Goes on by itself when the keys are there, else says why they are not and what can be done. */
export function linkagePage(deps: UiDeps): Page<LinkageContext> {
  const { store, temporal } = deps;
  return {
    path: 'linkage',
    open: () => true,
    async show(context) {
      const { base, accountId, state, ways } = context;
      const { step, problem, nonce } = state;
      if (waits(state)) return { to: `${base}/${linkageWaitPage.path}` };
      if (step === 'ready') return goOn(deps, context);
      const account = await store.accounts.byId(accountId);
      const email = account && maskedEmail(store.accounts.contacts(account).email);
      return {
        page: 'sign-in/linkage',
        form: { values: {}, errors: {}, nonce },
        model: { base, problem, ways, email },
      };
    },
    async submit(context) {
      const { req, base, accountId, state, ways } = context;
      const here = { to: `${base}/linkage` };
      const action = actionOf(req);
      if (req.body?.nonce !== state.nonce) return here;
      if (action === 'contact' && ways.includes('contact')) {
        const [updateId, nonce] = [randomId(), randomId()];
        const goesOn = { linkageId: state.id, page: here.to };
        await store.contactUpdates.open(updateId, accountId, nonce, new Date(), goesOn);
        await startContactUpdate(temporal, { updateId, accountId, nonce, linkageId: state.id });
        return { to: `/account/nhs-record/${updateId}` };
      }
      if (action === 'change-email' && state.problem === 'linkage_email_not_valid') {
        await store.linkages.leftFor(state.id, here.to);
        return { to: '/account/change-email' };
      }
      const { nonce, step } = state;
      await submitToLinkage(temporal, inputOf(state), { nonce, step, action });
      return action === 'without' ? goOn(deps, context) : here;
    },
  };
}

/** Nobody is asked again for this agreement, unless what was in the way passes by itself. */
async function goOn(deps: UiDeps, context: LinkageContext): Promise<undefined> {
  const { interaction, accountId, agreedAt, state } = context;
  const passes = state.problem !== undefined && passesByItself(state.problem);
  if (!passes) await deps.store.consents.settleLinkage(accountId, interaction.partnerId, agreedAt);
  return leadOn(deps, context);
}

function leadOn({ provider }: UiDeps, { req, res, interaction }: Prompted): Promise<undefined> {
  return orExpired(res, provider.finishLinkage(req, res, { journeyId: interaction.journeyId ?? '' }));
}
