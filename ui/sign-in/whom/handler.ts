import type { Request, Response } from 'express';
import { steps } from '../../../domain/journey/steps.js';
import { endingOf } from '../../../domain/person/ending-of.js';
import { maskedEmail } from '../../../domain/person/masked-email.js';
import type { Account } from '../../../store/accounts/accounts.js';
import type { Store } from '../../../store/database.js';
import type { UiDeps } from '../../deps.js';
import { actionOf } from '../../http/form.js';
import { frameHelp } from '../../http/help-link.js';
import { noteStep, visitOf } from '../../http/note-step.js';
import type { Family, Page } from '../../http/pages.js';
import { frameExits, framePartner } from '../../http/partner-frame.js';
import { renderProblem } from '../../http/problem.js';
import { liveInteraction } from '../context.js';

/** Someone signed in already, who has to see as whom they go on to a partner. */
export interface WhomContext {
  req: Request;
  res: Response;
  account: Account;
  base: string;
}

/** How an account is shown to whoever sits at the screen: enough to know one's own by. */
export function shownAccount(
  { accounts }: Pick<Store, 'accounts'>,
  account: Account,
): { email: string; ending: string | undefined } {
  const { email, mobile } = accounts.contacts(account);
  return { email: maskedEmail(email), ending: endingOf(mobile) };
}

export function whomFamily(deps: UiDeps): Family<WhomContext> {
  return {
    route: '/interaction/:uid',
    base: ({ base }) => base,
    async load(req, res) {
      const interaction = await liveInteraction(deps, req, res);
      if (!interaction) return undefined;
      const base = `/interaction/${interaction.uid}`;
      const { accountId, prompt } = interaction;
      const account = accountId ? await deps.store.accounts.byId(accountId) : null;
      if (prompt !== 'select_account' || !account) {
        res.redirect(303, base);
        return undefined;
      }
      framePartner(res, await deps.store.partners.byId(interaction.partnerId));
      frameExits(res, base, steps.whom.exits);
      noteStep(deps, { req, res }, visitOf({ req, res }, interaction), 'whom');
      frameHelp(res, base, 'whom');
      return { req, res, account, base };
    },
  };
}

/** Shows whom they are about to be signed in as, and lets somebody else sign in instead. */
export function whomPage({ store, provider }: UiDeps): Page<WhomContext> {
  return {
    path: 'whom',
    open: () => true,
    show: ({ account }) => ({ page: 'sign-in/whom', model: shownAccount(store, account) }),
    async submit({ req, res }) {
      const another = actionOf(req) === 'another';
      if (!(await provider.finishWhom(req, res, { another }))) renderProblem(res, 'expired');
      return undefined;
    },
  };
}
