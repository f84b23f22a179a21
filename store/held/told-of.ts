import type { AuditEntry } from '../audit/audit.js';

/** Reasons of which the law may forbid to speak: whoever is looked into is not warned. */
const untold: readonly unknown[] = ['fraud', 'legal'];

/** What staff do to an account: those whose account it is are told what, not why, nor under which incident. */
const byStaff = /^(person\..*|message\.send_again|account\.(un)?blocked|contact\.removed)$/;

/**
 * What a person is told of an entry of the audit about their account. Looks at it for a suspicion of fraud, or for a court, are left out;
 * that it was blocked, or a contact removed, they notice anyway.
 */
export function toldOf(entry: AuditEntry): AuditEntry[] {
  const { details, ...rest } = entry;
  // A draw that leaves a case to machines changed nothing for the person.
  if (entry.action === 'automation.drawn') return details?.by === 'person' ? [rest] : [];
  if (!byStaff.test(entry.action)) return [entry];
  const look = !/^(account|contact)\./.test(entry.action);
  return look && untold.includes(details?.reason) ? [] : [rest];
}
