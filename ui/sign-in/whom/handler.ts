import type { Account } from '../../../store/accounts/accounts.js';
import type { UiDeps } from '../../deps.js';
import { actionOf } from '../../http/form.js';
import type { Family, Page } from '../../http/pages.js';
import { renderProblem } from '../../http/problem.js';
import { orExpired } from '../or-expired.js';
import { type Prompted, promptedAt } from '../prompted.js';
import { shownAccount } from '../shown-account.js';

/** Someone signed in already, who has to see as whom they go on to a partner. */
export type WhomContext = Prompted & { account: Account };

export function whomFamily(deps: UiDeps): Family<WhomContext> {
  return {
    route: '/interaction/:uid',
    base: ({ base }) => base,
    async load(req, res) {
      const prompted = await promptedAt('whom', deps, req, res);
      if (!prompted) return undefined;
      const account = await deps.store.accounts.byId(prompted.accountId);
      return account ? { ...prompted, account } : void renderProblem(res, 'expired');
    },
  };
}

/** Shows whom they are about to be signed in as, and lets somebody else sign in instead. */
export function whomPage({ store, provider }: UiDeps): Page<WhomContext> {
  return {
    path: 'whom',
    open: () => true,
    show: ({ account }) => ({ page: 'sign-in/whom', model: shownAccount(store, account) }),
    submit: ({ req, res }) => orExpired(res, provider.finishWhom(req, res, { another: actionOf(req) === 'another' })),
  };
}
