import type { Request, Response } from 'express';
import type { Ways } from '../../../store/accounts/sign-in-ways.js';
import type { UiDeps } from '../../deps.js';
import { frameOf } from '../../http/frame.js';
import { renderProblem } from '../../http/problem.js';
import type { Owner } from '../owner.js';
import { freshOwnerOf } from '../step-up.js';
import { type FoundWay, findWay } from './find-way.js';

/** The owner's way of the address, after a step-up; undefined after answering: anybody else's is not found. */
export async function ownWay(
  deps: UiDeps,
  req: Request,
  res: Response,
): Promise<(Owner & { way: FoundWay; ways: Ways }) | undefined> {
  const owner = await freshOwnerOf(deps, req, res);
  if (!owner) return undefined;
  frameOf(res).back = '/account/ways';
  const ways = await deps.store.signInWays.of(owner.account, new Date());
  const way = findWay(ways, String(req.params.way));
  if (way) return { ...owner, way, ways };
  // Removed meanwhile, in another tab.
  if (req.method === 'POST') res.redirect(303, '/account/ways');
  else renderProblem(res, 'not-found');
  return undefined;
}
