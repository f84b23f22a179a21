import type { Request, Response } from 'express';
import type { Account } from '../../store/accounts/accounts.js';
import type { UiDeps } from '../deps.js';
import { frameOf, pathOf } from '../http/frame.js';
import type { CurrentSession } from '../ports.js';
import { frameCameFrom } from './came-from.js';

export type Owner = { account: Account; session: CurrentSession };

/** Whose account this browser is signed in to; anybody else is led to sign in, and back to the page. The page gets its way back to the partner they came from. */
export async function ownerOf(deps: UiDeps, req: Request, res: Response): Promise<Owner | undefined> {
  const { store, provider } = deps;
  const session = await provider.session(req, res);
  const account = session && (await store.accounts.byId(session.accountId));
  if (!account || account.blocked) {
    res.redirect(303, provider.signInAddress(req.method === 'GET' ? pathOf(req) : undefined));
    return undefined;
  }
  await frameCameFrom(deps, req, res, session);
  frameOf(res).signedIn = true;
  return { account, session };
}

/** The same before anything is changed: who came on a partner's word says first that it is them. */
export async function changerOf(deps: UiDeps, req: Request, res: Response): Promise<Owner | undefined> {
  const owner = await ownerOf(deps, req, res);
  if (!owner?.session.asserted) return owner;
  res.redirect(303, '/account/continue');
  return undefined;
}
