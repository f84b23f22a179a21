import type { Request, Response } from 'express';
import type { Recovery } from '../../store/accounts/recoveries.js';
import type { UiDeps } from '../deps.js';
import { cookieAttributes, cookieName, cookiesOf } from '../http/browser.js';

type Deps = Pick<UiDeps, 'store' | 'url'>;

const nameOf = (url: string) => cookieName('surety_recovery', url.startsWith('https:'));

export const recoveryBase = (id: string): string => `/recovery/${id}`;

/** Makes this browser the one that the recovery lets in; it is so already where it was pressed twice. @returns whether it is from now on */
export async function holdRecovery(
  { store, url }: Deps,
  res: Response,
  { _id, expiresAt }: Recovery,
): Promise<boolean> {
  const token = await store.recoveries.hold(_id);
  if (!token) return false;
  const secure = url.startsWith('https:');
  res.cookie(nameOf(url), `${_id}.${token}`, { ...cookieAttributes(secure), expires: expiresAt });
  return true;
}

/** The recovery that this browser has, in whatever state. */
export async function heldRecovery({ store, url }: Deps, req: Request): Promise<Recovery | undefined> {
  const [, id, token] = /^([\w-]{22})\.([\w-]{32})$/.exec(cookiesOf(req)[nameOf(url)] ?? '') ?? [];
  return id && token ? store.recoveries.held(id, token) : undefined;
}
