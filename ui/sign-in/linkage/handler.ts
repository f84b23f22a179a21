import type { Request, Response } from 'express';
import { z } from 'zod';
import { linkageScope } from '../../../domain/claims/claims.js';
import { steps } from '../../../domain/journey/steps.js';
import {
  type LinkageState,
  type LinkageWay,
  parsePaperKey,
  passesByItself,
  waysOutOf,
} from '../../../domain/linkage/linkage.js';
import { maskedEmail } from '../../../domain/person/masked-email.js';
import { randomId } from '../../../platform/random-id.js';
import type { UiDeps } from '../../deps.js';
import { actionOf } from '../../http/form.js';
import { frameHelp } from '../../http/help-link.js';
import type { Family, Page } from '../../http/pages.js';
import { frameExits, framePartner } from '../../http/partner-frame.js';
import { renderProblem } from '../../http/problem.js';
import type { LiveInteraction } from '../../ports.js';
import { startContactUpdate } from '../../workflows/contact-update.js';
import { startLinkage, submitToLinkage } from '../../workflows/linkage.js';
import { liveInteraction } from '../context.js';

/** Someone who agreed to share their linkage keys, which are being got. */
export interface LinkageContext {
  req: Request;
  res: Response;
  interaction: LiveInteraction;
  base: string;
  accountId: string;
  /** When they agreed. */
  agreedAt: Date;
  state: LinkageState;
  /** What can still be done about the problem, if there is one. */
  ways: readonly LinkageWay[];
}

export function linkageFamily(deps: UiDeps): Family<LinkageContext> {
  const { store, temporal } = deps;
  return {
    route: '/interaction/:uid',
    base: ({ base }) => base,
    async load(req, res) {
      const interaction = await liveInteraction(deps, req, res);
      if (!interaction) return undefined;
      const base = `/interaction/${interaction.uid}`;
      const { accountId, prompt, partnerId } = interaction;
      const consent = prompt === 'linkage' && accountId ? await store.consents.of(accountId, partnerId) : null;
      if (!accountId || !consent?.at || !consent.scopes.includes(linkageScope)) {
        res.redirect(303, base);
        return undefined;
      }
      framePartner(res, await store.partners.byId(partnerId));
      frameExits(res, base, steps.linkage.exits);
      frameHelp(res, base, 'linkage');
      const state = await store.linkages.open(accountId, partnerId, consent.at, new Date());
      // Where Temporal was down when it was opened, it starts now.
      if (state.version === 0) await startLinkage(temporal, inputOf(state));
      return { req, res, interaction, base, accountId, agreedAt: consent.at, state, ways: waysOf(state) };
    },
  };
}

const inputOf = ({ id: linkageId, accountId, partnerId, nonce }: LinkageState) => ({
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
      if (step === 'ready') {
        await goOn(deps, context);
        return undefined;
      }
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
      if (action !== 'without') return here;
      await goOn(deps, context);
      return undefined;
    },
  };
}

const paperForm = z.object({
  odsCode: z.string().max(100).catch(''),
  userId: z.string().max(200).catch(''),
  key: z.string().max(200).catch(''),
});

/** Takes the three details that a surgery gives on paper. */
export function paperKeyPage({ store, temporal }: UiDeps): Page<LinkageContext> {
  const page = 'sign-in/linkage-key';
  return {
    path: 'linkage-key',
    open: ({ state, ways }) => state.step === 'problem' && ways.includes('paper'),
    show: ({ base, state }) => ({
      page,
      form: { values: {}, errors: {}, nonce: state.nonce },
      model: { base, triesLeft: state.triesLeft },
    }),
    async submit({ req, base, state }) {
      const { nonce, step } = state;
      const here = { to: `${base}/linkage` };
      if (req.body?.nonce !== nonce) return here;
      const typed = paperForm.parse(req.body ?? {});
      const { keys, errors } = parsePaperKey(typed);
      if (Object.keys(errors).length > 0) {
        return { page, form: { values: typed, errors, nonce }, model: { base, triesLeft: state.triesLeft } };
      }
      await store.forms.put(nonce, keys, new Date());
      await submitToLinkage(temporal, inputOf(state), { nonce, step, action: 'paper' });
      return here;
    },
  };
}

/** Nobody is asked again for this agreement, unless what was in the way passes by itself. */
async function goOn(deps: UiDeps, context: LinkageContext): Promise<void> {
  const { req, res, interaction, accountId, agreedAt, state } = context;
  const { store, provider } = deps;
  const passes = state.problem !== undefined && passesByItself(state.problem);
  if (!passes) await store.consents.settleLinkage(accountId, interaction.partnerId, agreedAt);
  const journeyId = interaction.journeyId ?? '';
  if (!(await provider.finishLinkage(req, res, { journeyId }))) renderProblem(res, 'expired');
}
