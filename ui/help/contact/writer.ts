import type { Request, Response } from 'express';
import type { Account } from '../../../store/accounts/accounts.js';
import type { Journey } from '../../../store/journey/journey.js';
import type { UiDeps } from '../../deps.js';
import { startedHere } from '../../journey/start/binding.js';

/** Who is signed in, if anybody is: by their own sign-in, and not on a partner's word alone. */
export async function signedIn({ store, provider }: UiDeps, req: Request, res: Response): Promise<Account | undefined> {
  const session = await provider.session(req, res);
  const account = session && !session.asserted ? await store.accounts.byId(session.accountId) : null;
  return account && !account.blocked ? account : undefined;
}

/**
 * The journey that help was opened from, where it is that of who is signed in, or has no owner yet and began in this browser. An address is
 * a pointer that anybody may type: of any other journey nothing is said, nor whether there is one.
 */
export async function ownJourney(
  deps: UiDeps,
  req: Request,
  account: Account | undefined,
  from: string | undefined,
): Promise<Journey | undefined> {
  const [, way, id = ''] = /^\/(journey|interaction)\/([\w-]+)$/.exec(from ?? '') ?? [];
  if (!way) return undefined;
  const { byId, byInteraction } = deps.store.journeys;
  const journey = await (way === 'journey' ? byId(id) : byInteraction(id));
  if (!journey) return undefined;
  const own = journey.accountId ? journey.accountId === account?._id : startedHere(deps, journey, req);
  return own ? journey : undefined;
}
