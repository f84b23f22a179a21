import type { Request, Response } from 'express';
import { day } from '../../domain/clock.js';
import { randomId } from '../../platform/random-id.js';
import type { UiDeps } from '../deps.js';
import { cookieAttributes, cookieName, cookiesOf } from '../http/browser.js';

const COOKIE = 'surety_device';
const context = 'device-cookie';

/** So many accounts of one browser are known: a family's. The one used longest ago goes first. */
const most = 5;

/** A browser that was not used for so long is a stranger again. */
const keptFor = 183 * day;

type Known = [accountId: string, device: string][];

/**
 * The id under which this browser is known to an account, where somebody has signed in to the account in it before. Only the browser has it:
 * the cookie is sealed, and a copy of the store cannot make one.
 */
export function knownDevice(deps: Pick<UiDeps, 'store' | 'url'>, req: Request, accountId: string): string | undefined {
  return read(deps, req).find(([known]) => known === accountId)?.[1];
}

/** Makes this browser known to the account. Kept by the browser alone: a sign-in writes nothing for it. @returns its id. */
export function makeKnown(deps: Pick<UiDeps, 'store' | 'url'>, req: Request, res: Response, accountId: string): string {
  const before = read(deps, req);
  const device = before.find(([known]) => known === accountId)?.[1] ?? randomId();
  const known: Known = [[accountId, device], ...before.filter(([other]) => other !== accountId)].slice(
    0,
    most,
  ) as Known;
  const sealed = Buffer.from(deps.store.tools.sealer.sealJson(known, context)).toString('base64url');
  const secure = deps.url.startsWith('https:');
  res.cookie(cookieName(COOKIE, secure), sealed, { ...cookieAttributes(secure), maxAge: keptFor });
  return device;
}

function read({ store, url }: Pick<UiDeps, 'store' | 'url'>, req: Request): Known {
  const kept = cookiesOf(req)[cookieName(COOKIE, url.startsWith('https:'))];
  if (!kept) return [];
  try {
    return store.tools.sealer.openJson<Known>(Buffer.from(kept, 'base64url'), context);
  } catch {
    return [];
  }
}
