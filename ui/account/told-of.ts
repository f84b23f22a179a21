import type { AuditEntry } from '../../store/audit.js';

/** Reasons of which the law may forbid to speak: whoever is looked into is not warned. */
const untold: readonly unknown[] = ['fraud', 'legal'];

/**
 * What a person is told of an entry of the audit about their account. That staff looked at it they are told, but neither why nor under
 * which incident; that it was for a suspicion of fraud, or for a court, nothing.
 */
export function toldOf(entry: AuditEntry): AuditEntry[] {
  const { details, ...rest } = entry;
  if (!/^(person|message)\./.test(entry.action)) return [entry];
  return untold.includes(details?.reason) ? [] : [rest];
}
