import { isGrpcServiceError } from '@temporalio/client';
import { MongoError, MongoNetworkError, MongoServerSelectionError } from 'mongodb';
import { Unavailable } from './errors.js';

/** Names of what is thrown when Temporal, a worker behind it, or a connection to the database does not come in time. */
const silent = new Set(['ServiceError', 'WorkflowUpdateRPCTimeoutOrCancelledError', 'MongoWaitQueueTimeoutError']);

/**
 * What a database says of itself that cannot work just now: no room on its disk, something broken in it, and what the specification of
 * retryable reads lists (it stops, hands over to another, does not reach others).
 */
const unable = new Set([1, 6, 7, 14_031, 89, 91, 134, 189, 262, 9_001, 10_107, 11_600, 11_602, 13_435, 13_436]);

/** What a connection ends with when the driver writes to it just as it breaks, before the driver knows. */
const broken = new Set(['EPIPE', 'ECONNRESET', 'ECONNREFUSED']);

/**
 * Whether a call failed because Temporal or the database does not answer: nothing is lost, and trying again is right.
 * The database's own errors count where it says of them that a retry may succeed (it stops, or hands over to another).
 */
export function isOutage(error: unknown): boolean {
  if (error instanceof Unavailable) return true;
  if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError) return true;
  if (!(error instanceof Error)) return false;
  if (error instanceof MongoError) {
    return silent.has(error.name) || unable.has(Number(error.code)) || error.hasErrorLabel('RetryableWriteError');
  }
  // An Update with a start fails with the bare gRPC error.
  return silent.has(error.name) || isGrpcServiceError(error) || broken.has((error as NodeJS.ErrnoException).code ?? '');
}
