import type { Level } from './levels.js';

/** Where a verification stands. The last four are ends. */
export type VerificationState =
  | 'created'
  | 'started'
  | 'requires_input'
  | 'processing'
  | 'in_review'
  | 'verified'
  | 'failed'
  | 'expired'
  | 'cancelled';

/** As the API tells it. Times are RFC 3339. A later version of the API may tell more. */
export interface VerificationStatus {
  id: string;
  state: VerificationState;
  /** Why something more is asked for, or why it ended. Codes are added now and then: take an unknown one for "something else". */
  reasons: readonly string[];
  /** Counts the changes: of two readings, or of a reading and a webhook, the higher one is the newer. */
  sequence: number;
  level: Level;
  reference?: string;
  return_address?: string;
  created_at: string;
  started_at?: string;
  updated_at: string;
  /** While it is not over: when it ends if nothing happens. */
  expires_at?: string;
  /** When its reference was erased. */
  redacted_at?: string;
}

export interface NewVerification {
  /** Your own name for it, 1 to 255 characters. It is kept sealed. */
  reference: string;
  level: Exclude<Level, 'P0'>;
  /** One of your registered addresses. */
  return_address: string;
  language?: 'en' | 'cy';
}

/** A verification that was just made: `url` is for that person, works once, and is told this once. */
export interface CreatedVerification extends VerificationStatus {
  url: string;
}

/** A verification as it was read. */
export interface Reading {
  verification: VerificationStatus;
  /** For the next reading: then only a change is answered. */
  etag: string | undefined;
  /** Seconds after which asking again is worth while; undefined: it does not change by itself. */
  retryAfter: number | undefined;
}

export interface Page {
  data: readonly VerificationStatus[];
  /** `cursor` of the next page, where there is one. */
  next?: string;
}

export interface PageRequest {
  /** 1 to 100; 20 unless you say. */
  limit?: number;
  cursor?: string;
}
