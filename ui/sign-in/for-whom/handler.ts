import type { Request, Response } from 'express';
import { steps } from '../../../domain/journey/steps.js';
import type { Account } from '../../../store/accounts/accounts.js';
import type { Acting } from '../../../store/delegation/acting.js';
import type { UiDeps } from '../../deps.js';
import { actionOf } from '../../http/form.js';
import { frameHelp } from '../../http/help-link.js';
import { noteStep, visitOf } from '../../http/note-step.js';
import type { Family, Page } from '../../http/pages.js';
import { frameExits, framePartner } from '../../http/partner-frame.js';
import { renderProblem } from '../../http/problem.js';
import { liveInteraction } from '../context.js';
import { shownAccount } from '../whom/handler.js';

/** Someone signed in who may act for somebody else at the partner that they are on their way to. */
export interface ForWhomContext {
  req: Request;
  res: Response;
  account: Account;
  /** For whom they may act there now; nobody, where that has ended while they chose. */
  acting: readonly Acting[];
}

export function forWhomFamily({ store, ...deps }: UiDeps): Family<ForWhomContext> {
  return {
    route: '/interaction/:uid',
    base: ({ req }) => `/interaction/${String(req.params.uid)}`,
    async load(req, res) {
      const interaction = await liveInteraction({ store, ...deps }, req, res);
      if (!interaction) return undefined;
      const base = `/interaction/${interaction.uid}`;
      const { accountId, prompt, partnerId } = interaction;
      const account = accountId ? await store.accounts.byId(accountId) : null;
      if (prompt !== 'for_whom' || !account) {
        res.redirect(303, base);
        return undefined;
      }
      const partner = await store.partners.byId(partnerId);
      framePartner(res, partner);
      frameExits(res, base, steps['for-whom'].exits);
      noteStep({ store }, { req, res }, visitOf({ req, res }, interaction), 'for-whom');
      frameHelp(res, base, 'for-whom');
      const acting = partner ? await store.acting.all(account._id, partner, new Date()) : [];
      return { req, res, account, acting };
    },
  };
}

/** Asks for whom they go to the partner, each time anew: nobody is to look at the wrong person's record by a choice of last week. */
export function forWhomPage({ store, provider }: UiDeps): Page<ForWhomContext> {
  const view = ({ account, acting }: ForWhomContext, errors: Record<string, string> = {}) => ({
    page: 'sign-in/for-whom',
    form: { values: {}, errors },
    model: {
      ...shownAccount(store, account),
      people: acting.map(({ delegation, subject }) => ({
        id: delegation.id,
        name: [...subject.identity.givenNames, subject.identity.familyName].join(' '),
        kinds: delegation.kinds,
      })),
    },
  });
  return {
    path: 'for-whom',
    open: () => true,
    show: (context) => view(context),
    async submit(context) {
      const { req, res, acting } = context;
      if (actionOf(req) === 'another') {
        if (!(await provider.finishWhom(req, res, { another: true }))) renderProblem(res, 'expired');
        return undefined;
      }
      const chosen: unknown = req.body?.whom;
      const delegationId = acting.find(({ delegation }) => delegation.id === chosen)?.delegation.id;
      if (chosen !== 'me' && !delegationId) return view(context, { whom: 'missing' });
      if (!(await provider.finishForWhom(req, res, { delegationId }))) renderProblem(res, 'expired');
      return undefined;
    },
  };
}
