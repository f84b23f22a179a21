import type { Request, Response } from 'express';
import type { Account } from '../../../store/accounts/accounts.js';
import type { PersonLook } from '../../../store/casework/person-looks.js';
import type { CaseworkDeps } from '../deps.js';
import { showNotice } from '../notice/notice.js';
import { staffOf } from '../session.js';

/** The person of the address, for who searched for them a short while ago; all others are told to search. */
export async function lookedAt(
  { store }: Pick<CaseworkDeps, 'store'>,
  req: Request,
  res: Response,
): Promise<{ look: PersonLook; account: Account } | undefined> {
  const look = await store.personLooks.of(String(req.params.id), staffOf(res).checkerId, new Date());
  const account = look && (await store.accounts.byId(look.accountId));
  if (look && account) return { look, account };
  showNotice(res, 'look-over', 410);
  return undefined;
}
