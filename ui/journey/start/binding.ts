import type { Request, Response } from 'express';
import { sameSecret } from '../../../platform/keys/lookup.js';
import type { Account } from '../../../store/accounts/accounts.js';
import type { Journey } from '../../../store/journey/journey.js';
import type { UiDeps } from '../../deps.js';
import { cookieAttributes, cookieName, cookiesOf } from '../../http/browser.js';

const COOKIE = 'surety_started';

/**
 * Ties a journey that a partner made to the browser in which its one-time address was used, for as long as the journey may go on: the
 * person may close the browser before signing in, and may have begun several.
 */
export function bindToBrowser({ store, url }: UiDeps, journey: Journey, res: Response): void {
  const secure = url.startsWith('https:');
  const attributes = { ...cookieAttributes(secure), expires: journey.expiresAt };
  res.cookie(nameOf(journey, secure), proof({ store }, journey), attributes);
}

/** Whether this is the browser in which the journey's one-time address was used. */
export function startedHere({ store, url }: UiDeps, journey: Pick<Journey, '_id'>, req: Request): boolean {
  const given = cookiesOf(req)[nameOf(journey, url.startsWith('https:'))];
  return given !== undefined && sameSecret(given, proof({ store }, journey));
}

/**
 * Whether a signed-in account is the one that began to register within a journey that has no owner yet: its email was proved there. Nobody
 * else may become the owner by opening the journey, or one begun by one person, its address sent to another, would end with the
 * other's identity.
 */
export async function beganHere({ store }: UiDeps, journey: Journey, account: Account): Promise<boolean> {
  if (!journey.registrationId) return false;
  const [state, entries] = await Promise.all([
    store.registrations.state(journey.registrationId),
    store.registrations.entries(journey.registrationId),
  ]);
  const proved = state !== undefined && state.step !== 'email-code';
  return proved && entries?.email === store.accounts.contacts(account).email;
}

const nameOf = (journey: Pick<Journey, '_id'>, secure: boolean): string =>
  cookieName(`${COOKIE}_${journey._id}`, secure);

/** Known to nobody but the browser that it was given to when the address's secret was spent. */
function proof({ store }: Pick<UiDeps, 'store'>, journey: Pick<Journey, '_id'>): string {
  return store.tools.lookup.lookup('token', `started ${journey._id}`);
}
