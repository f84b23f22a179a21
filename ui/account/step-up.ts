import type { Request, Response } from 'express';
import { minute } from '../../domain/clock.js';
import { isFullSignIn } from '../../domain/levels/authenticators.js';
import type { UiDeps } from '../deps.js';
import { pathOf } from '../http/frame.js';
import type { CurrentSession } from '../ports.js';
import { type Owner, ownerOf } from './owner.js';

/** Whoever changes what opens an account has signed in, with both factors, this short a time ago. */
const freshFor = 5 * minute;

/**
 * Whether the session rests on a full sign-in of the last five minutes, here: by password and a second way, or by passkey. A remembered
 * browser does not count, nor a sign-in that a partner's word carried over.
 */
export function isFresh({ authTime, methods, borrowed }: CurrentSession, now = Date.now()): boolean {
  return !borrowed && !methods.includes('device') && isFullSignIn(methods) && now - authTime * 1_000 <= freshFor;
}

/**
 * The step-up: who may change how an account is entered, reached or closed. To be called first by **both** the page (GET) and its form
 * (POST) of such a change, in place of `ownerOf`:
 *
 *     const owner = await freshOwnerOf(deps, req, res);
 *     if (!owner) return; // answered already
 *
 * Where the last full sign-in is older than five minutes, the person signs in once more (by any way they have, as the same account) and
 * comes back to the page of the same address, or to `to`: a path below `/account` that can be shown by GET. What a form held is not kept:
 * check its fields after this.
 */
export async function freshOwnerOf(
  deps: UiDeps,
  req: Request,
  res: Response,
  to: string = pathOf(req),
): Promise<Owner | undefined> {
  const owner = await ownerOf(deps, req, res);
  if (!owner || isFresh(owner.session)) return owner;
  res.redirect(303, deps.provider.stepUpAddress(to));
  return undefined;
}
