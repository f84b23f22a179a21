import type { Request, Response } from 'express';
import { decodeJwt } from 'jose';
import { ownClient } from '../../domain/partners/own-client.js';
import type { Store } from '../../store/database.js';
import { cookieAttributes, cookieName, cookiesOf } from '../http/browser.js';
import { frameOf } from '../http/frame.js';
import { framePartner } from '../http/partner-frame.js';
import type { CurrentSession } from '../ports.js';

const COOKIE = 'surety_came_from';

/** What the settings pages need to know where a person came from. */
type From = { store: Pick<Store, 'partners' | 'journeys'>; url: string };

/** Remembers, until the browser is closed, the partner that sent a person to their settings. Only registered ones are ever linked to. */
export function rememberFrom({ url }: From, res: Response, partnerId: unknown): void {
  if (typeof partnerId !== 'string' || !/^[\w-]{1,100}$/.test(partnerId)) return;
  const secure = url.startsWith('https:');
  res.cookie(cookieName(COOKIE, secure), partnerId, cookieAttributes(secure));
}

/** Names the partner that a person came from, and links back to it: the one that sent them here, else the last they signed in to or set out from. */
export async function frameCameFrom(
  { store, url }: From,
  req: Request,
  res: Response,
  { accountId, partners }: Pick<CurrentSession, 'accountId' | 'partners'>,
): Promise<void> {
  const sent = cookiesOf(req)[cookieName(COOKIE, url.startsWith('https:'))];
  const setOutFrom = async () => (await store.journeys.listByAccount(accountId, 1))[0]?.partnerId;
  for (const known of [() => sent, () => partners[0], setOutFrom]) {
    const id = await known();
    const partner = id && id !== ownClient ? await store.partners.byId(id) : null;
    if (!partner) continue;
    framePartner(res, partner);
    frameOf(res).exits = [{ kind: 'return', method: 'get', action: partner.entryPage }];
    return;
  }
}

/** Who made a partner's word, as it says itself: enough to link back by, and for nothing else. */
export function issuerOf(assertion: string): unknown {
  try {
    return decodeJwt(assertion).iss;
  } catch {
    return undefined;
  }
}
