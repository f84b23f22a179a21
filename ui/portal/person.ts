import type { Request, Response } from 'express';
import type { Account } from '../../store/accounts/accounts.js';
import type { UiDeps } from '../deps.js';
import { frameOf, pathOf } from '../http/frame.js';
import type { Family, Guards } from '../http/pages.js';

/** Whose request it is, on the portal's pages. */
export interface PersonContext {
  req: Request;
  res: Response;
  account: Account;
  /** Where the portal is: named on each of its pages. */
  environment: UiDeps['environment'];
}

/** Who is signed in; anybody else is led to sign in, and back. Changes are counted before anything else is done. */
export async function signedIn(
  { store, provider }: Pick<UiDeps, 'store' | 'provider'>,
  { limits }: Pick<Guards, 'limits'>,
  req: Request,
  res: Response,
): Promise<Account | undefined> {
  const session = await provider.session(req, res);
  const account = session && (await store.accounts.byId(session.accountId));
  if (!account || account.blocked) {
    res.redirect(303, provider.signInAddress(pathOf(req).replace(/\/$/, '')));
    return undefined;
  }
  if (session.asserted) {
    res.redirect(303, '/account/continue');
    return undefined;
  }
  if (req.method === 'POST') await limits.change(account._id);
  frameOf(res).signedIn = true;
  return account;
}

/** Pages that belong to a person rather than to one service. */
export function personFamily(deps: UiDeps, guards: Guards): Family<PersonContext> {
  return {
    route: '/portal',
    base: () => '/portal',
    async load(req, res) {
      const account = await signedIn(deps, guards, req, res);
      return account && { req, res, account, environment: deps.environment };
    },
  };
}
