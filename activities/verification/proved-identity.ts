import type { Details, Identity } from '../../domain/person/identity.js';
import type { Store } from '../../store/database.js';

/** The PDS record of a case, else (a checker proved the person without one) what was typed; undefined where an earlier case proved it. */
export async function provedIdentity(
  { evidence }: Pick<Store, 'evidence'>,
  caseId: string,
): Promise<Identity | undefined> {
  const record = await evidence.factOfNewest<Identity>(caseId, 'pds-record', 'details');
  if (record) return record;
  const details = await evidence.fact<Details>(caseId, 'details');
  if (!details) return undefined;
  const { familyName, givenNames, birthDate } = details;
  return { familyName, givenNames: givenNames.split(/\s+/), formerNames: [], birthDate };
}
