import type { Response } from 'express';
import type { AuditEntry } from '../../store/audit/audit.js';
import type { CaseworkDeps } from './deps.js';
import { staffActor, staffOf } from './session.js';

/** Writes what a member of staff looks at or does, a review apart (record.ts), into the audit, with their roles: before it is shown or done. */
export function note(
  { store }: Pick<CaseworkDeps, 'store'>,
  res: Response,
  action: string,
  accountId?: string,
  details: NonNullable<AuditEntry['details']> = {},
): Promise<void> {
  const { roles } = staffOf(res);
  const entry = { at: new Date(), actor: staffActor(res), action, ...(accountId ? { accountId } : {}) };
  return store.audit.append({ ...entry, details: { ...details, roles } });
}
