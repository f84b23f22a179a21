import { createHash } from 'node:crypto';
import { type VerificationState, verificationStatus } from '../../domain/verification-status.js';
import type { Store } from '../../store/database.js';
import type { Journey } from '../../store/journeys.js';

/** Seconds after which asking again is worth while. States that do not change by themselves have none. */
export const askAgain: Readonly<Partial<Record<VerificationState, number>>> = {
  created: 60,
  started: 30,
  requires_input: 30,
  processing: 5,
  in_review: 300,
};

export interface Verification {
  id: string;
  state: VerificationState;
  /** Codes of domain/reasons.ts: why something more is asked for, or why it ended. */
  reasons: string[];
  /** The level asked for. */
  level: string;
  reference?: string;
  return_address?: string;
  /** RFC 3339, as all times. */
  created_at: string;
  started_at?: string;
  updated_at: string;
  expires_at?: string;
}

/** A journey as its partner sees it, from the projections alone: Temporal is not asked. */
export async function verificationOf(store: Store, journey: Journey, now: Date): Promise<Verification> {
  const [account, state] = await Promise.all([
    journey.accountId ? store.accounts.byId(journey.accountId) : undefined,
    journey.caseId ? store.cases.byId(journey.caseId) : undefined,
  ]);
  const status = verificationStatus({ journey, account: account ?? undefined, case: state, now });
  const reference = store.journeys.referenceOf(journey);
  const updated = Math.max(journey.updatedAt.getTime(), state?.updatedAt ?? 0);
  return {
    id: journey._id,
    state: status.state,
    reasons: status.reasons,
    level: journey.wanted,
    ...(reference === undefined ? {} : { reference }),
    ...(journey.returnAddress ? { return_address: journey.returnAddress } : {}),
    created_at: journey.createdAt.toISOString(),
    ...(journey.startedAt ? { started_at: journey.startedAt.toISOString() } : {}),
    updated_at: new Date(updated).toISOString(),
    ...(askAgain[status.state] ? { expires_at: journey.expiresAt.toISOString() } : {}),
  };
}

/** A strong entity tag (RFC 9110 §8.8.3): equal as long as nothing that the partner sees has changed. */
export function etagOf(verification: Verification): string {
  return `"${createHash('sha256').update(JSON.stringify(verification)).digest('base64url').slice(0, 22)}"`;
}
