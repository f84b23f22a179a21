import type { Acting } from '../../../store/delegation/acting.js';
import type { UiDeps } from '../../deps.js';
import { actionOf } from '../../http/form.js';
import type { Family, Page } from '../../http/pages.js';
import { renderProblem } from '../../http/problem.js';
import { orExpired } from '../or-expired.js';
import { promptedAt } from '../prompted.js';
import { shownAccount } from '../shown-account.js';
import type { WhomContext } from '../whom/handler.js';

/** Someone signed in who may act for somebody else at the partner that they are on their way to. */
export type ForWhomContext = WhomContext & {
  /** For whom they may act there now; nobody, where that has ended while they chose. */
  acting: readonly Acting[];
};

export function forWhomFamily(deps: UiDeps): Family<ForWhomContext> {
  return {
    route: '/interaction/:uid',
    base: ({ base }) => base,
    async load(req, res) {
      const prompted = await promptedAt('for-whom', deps, req, res);
      if (!prompted) return undefined;
      const { accountId, partner } = prompted;
      const account = await deps.store.accounts.byId(accountId);
      if (!account) return void renderProblem(res, 'expired');
      const acting = partner ? await deps.store.acting.all(accountId, partner, new Date()) : [];
      return { ...prompted, account, acting };
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
      if (actionOf(req) === 'another') return orExpired(res, provider.finishWhom(req, res, { another: true }));
      const chosen: unknown = req.body?.whom;
      const delegationId = acting.find(({ delegation }) => delegation.id === chosen)?.delegation.id;
      if (chosen !== 'me' && !delegationId) return view(context, { whom: 'missing' });
      return orExpired(res, provider.finishForWhom(req, res, { delegationId }));
    },
  };
}
