import type { Request, Response } from 'express';
import { sameSecret } from '../../../platform/lookup.js';
import type { Account } from '../../../store/accounts.js';
import type { Journey } from '../../../store/journeys.js';
import type { UiDeps } from '../../deps.js';
import { cookieName, cookiesOf } from '../../http/browser.js';
import { frameOf } from '../../http/frame.js';

const COOKIE = 'surety_started';
const DAY_MS = 24 * 60 * 60 * 1000;

/** Ties a journey that a partner made to the browser in which its one-time address was used. */
export function bindToBrowser({ store, url }: UiDeps, journey: Journey, res: Response): void {
  const secure = url.startsWith('https:');
  const value = `${journey._id}.${proof({ store }, journey, res)}`;
  res.cookie(cookieName(COOKIE, secure), value, { httpOnly: true, secure, sameSite: 'lax', path: '/', maxAge: DAY_MS });
}

/**
 * Whether a signed-in account may become the owner of a journey that has none yet: in the browser in which a partner's one-time address
 * was used, or by the person whose proved email the journey's registration has. Else a journey begun by one person, its address sent
 * to another, would end with the other's identity.
 */
export async function mayClaim(
  { store, url }: UiDeps,
  journey: Journey,
  account: Account,
  req: Request,
  res: Response,
): Promise<boolean> {
  const [id, given] = (cookiesOf(req)[cookieName(COOKIE, url.startsWith('https:'))] ?? '').split('.');
  if (id === journey._id && given && sameSecret(given, proof({ store }, journey, res))) return true;
  if (!journey.registrationId) return false;
  const [state, entries] = await Promise.all([
    store.registrations.state(journey.registrationId),
    store.registrations.entries(journey.registrationId),
  ]);
  const proved = state !== undefined && state.step !== 'email-code';
  return proved && entries?.email === store.accounts.contacts(account).email;
}

function proof({ store }: Pick<UiDeps, 'store'>, journey: Journey, res: Response): string {
  return store.tools.lookup.lookup('token', `started ${journey._id} ${frameOf(res).browser}`);
}
