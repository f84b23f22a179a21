import type { Request, Response } from 'express';
import type { DelegationSide } from '../../../domain/delegation/delegation.js';
import type { KnownDelegation } from '../../../store/delegation/delegations.js';
import type { UiDeps } from '../../deps.js';
import { frameOf } from '../../http/frame.js';
import { renderProblem } from '../../http/problem.js';
import type { Owner } from '../owner.js';
import { sideOf } from './view.js';

export type FoundDelegation = { owner: Owner; delegation: KnownDelegation; side: DelegationSide | 'asked' };

/** The delegation of the address, if the account has a part in it; for anybody else there is none. Answers where there is none. */
export async function foundDelegation(
  { store }: UiDeps,
  req: Request,
  res: Response,
  owner: Owner | undefined,
): Promise<FoundDelegation | undefined> {
  if (!owner) return undefined;
  const delegation = await store.delegations.byId(String(req.params.id));
  const side = delegation && (await sideOf(store, delegation, owner.account));
  if (delegation && side) {
    frameOf(res).back = '/account/delegations';
    return { owner, delegation, side };
  }
  renderProblem(res, 'not-found');
  return undefined;
}
