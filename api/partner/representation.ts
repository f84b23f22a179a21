import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { VerificationState } from '../../domain/partners/verification-status.js';
import type { Store } from '../../store/database.js';
import type { Journey } from '../../store/journey/journey.js';
import type { verification } from './schemas.js';

/** Seconds after which asking again is worth while. States that do not change by themselves have none. */
export const askAgain: Readonly<Partial<Record<VerificationState, number>>> = {
  created: 60,
  started: 30,
  requires_input: 30,
  processing: 5,
  in_review: 300,
};

type Verification = z.infer<typeof verification>;

/** A journey as its partner sees it, from its own row alone. Only for those that have a standing. */
export function verificationOf(store: Pick<Store, 'journeys'>, journey: Journey): Verification {
  const { standing } = journey;
  if (!standing) throw new RangeError('a journey that no partner can ask about');
  const reference = store.journeys.referenceOf(journey);
  return {
    id: journey._id,
    state: standing.state,
    reasons: standing.reasons,
    sequence: standing.sequence,
    level: journey.wanted,
    ...(reference === undefined ? {} : { reference }),
    ...(journey.returnAddress ? { return_address: journey.returnAddress } : {}),
    created_at: journey.createdAt.toISOString(),
    ...(journey.startedAt ? { started_at: journey.startedAt.toISOString() } : {}),
    updated_at: standing.at.toISOString(),
    ...(standing.open ? { expires_at: journey.expiresAt.toISOString() } : {}),
    ...(journey.redactedAt ? { redacted_at: journey.redactedAt.toISOString() } : {}),
  };
}

/** A strong entity tag (RFC 9110 §8.8.3): equal as long as nothing that the partner sees has changed. */
export function etagOf(shown: object): string {
  return `"${createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 22)}"`;
}

/** If-None-Match (RFC 9110 §13.1.2). Express's own `req.fresh` goes by the request's Cache-Control, which fetch sets by itself. */
export function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = ifNoneMatch?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.includes(etag) || tags.includes('*');
}
