import { ActivityFailure, ApplicationFailure, isCancellation } from '@temporalio/workflow';

/** Whether an activity that failed may be tried in another way. Failures of local activities come as they are, those of others wrapped. */
export function mayTryAgain(error: unknown): boolean {
  if (isCancellation(error)) return false;
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return !(cause instanceof ApplicationFailure && cause.nonRetryable);
}
