import {
  beyondAgreement,
  missingIn,
  type PartnerRow,
  workingPartner,
} from '../../../store/partners/working-partner.js';

/** How a registration stands; each has its words in the portal's own. `beyond`: it works, but not for all that it asks for. */
export type ServiceState =
  | 'operator'
  | 'closed'
  | 'incomplete'
  | 'draft'
  | 'requested'
  | 'refused'
  | 'beyond'
  | 'works';

export function stateOf(row: PartnerRow, now: Date): ServiceState {
  const { kept } = row;
  if (!kept) return 'operator';
  if (kept.closedAt) return 'closed';
  if (missingIn(row, now).length > 0) return 'incomplete';
  if (kept.request) return 'requested';
  if (kept.refused) return 'refused';
  if (kept.environment === 'live' && !kept.approved) return 'draft';
  if (!workingPartner(row, now)) return 'draft';
  return kept.approved && beyondAgreement(row, kept.approved).length > 0 ? 'beyond' : 'works';
}
