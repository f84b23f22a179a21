import { closings } from './closings.js';
import { contactChanges } from './contact-changes.js';
import { delegations } from './delegations.js';
import type { Kind } from './kind.js';
import { linkages } from './linkages.js';
import { recoveries } from './recoveries.js';
import { registrations } from './registrations.js';
import { cases, endedCases } from './verifications.js';
import { webhookDeliveries } from './webhook-deliveries.js';

/** Everything that is compared with its workflow. */
export const kinds: readonly Kind<unknown>[] = [
  cases,
  endedCases,
  registrations,
  closings,
  recoveries,
  contactChanges,
  delegations,
  linkages,
  webhookDeliveries,
];
