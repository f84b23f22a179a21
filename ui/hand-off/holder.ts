import type { Request, Response } from 'express';
import type { HandOff } from '../../store/journey/hand-offs.js';
import type { UiDeps } from '../deps.js';
import { cookieAttributes, cookiesOf } from '../http/browser.js';

/** `__Host-` would widen the cookie to the whole site; `__Secure-` keeps it to the pages of this one hand-off. */
const nameOf = (url: string) => (url.startsWith('https:') ? '__Secure-surety_phone' : 'surety_phone');

/** Below this address lies all that the phone may do: its cookie goes nowhere else. */
export const phoneBase = (id: string): string => `/hand-off/${id}`;

/** Makes this browser the phone of a hand-off. */
export function holdHere({ url }: Pick<UiDeps, 'url'>, res: Response, id: string, token: string, until: Date): void {
  const secure = url.startsWith('https:');
  res.cookie(nameOf(url), token, { ...cookieAttributes(secure, phoneBase(id)), expires: until });
}

/** The hand-off of the address `/hand-off/:id`, when this is the phone that took it. */
export async function heldHere(
  { store, url }: Pick<UiDeps, 'store' | 'url'>,
  req: Request,
): Promise<HandOff | undefined> {
  const token = cookiesOf(req)[nameOf(url)];
  const handOff = token ? await store.handOffs.byId(String(req.params.id)) : null;
  return handOff && token && store.handOffs.isHolder(handOff, token) ? handOff : undefined;
}
