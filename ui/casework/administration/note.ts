import type { Response } from 'express';
import type { AuditEntry } from '../../../store/audit/audit.js';
import type { CaseworkDeps } from '../deps.js';
import { staffOf } from '../session.js';

/** Writes what a member of staff looks at or does in administration into the audit, with their roles: before it is shown or done. */
export function note(
  { store }: Pick<CaseworkDeps, 'store'>,
  res: Response,
  action: string,
  accountId?: string,
  details: NonNullable<AuditEntry['details']> = {},
): Promise<void> {
  const { checkerId, roles } = staffOf(res);
  return store.audit.append({
    at: new Date(),
    actor: { kind: 'checker', id: checkerId },
    action,
    ...(accountId ? { accountId } : {}),
    details: { ...details, roles },
  });
}
