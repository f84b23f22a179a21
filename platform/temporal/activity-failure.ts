import { ApplicationFailure } from '@temporalio/common';

/**
 * Something outside is down or asks us to wait: the activity is tried again, after `retryAfterMs` where that is known,
 * else as its retry policy says. `code` is stable and stands for the message, which would end in a history.
 */
export function outage(code: string, retryAfterMs?: number): ApplicationFailure {
  return ApplicationFailure.create({
    type: code,
    message: code,
    ...(retryAfterMs !== undefined && { nextRetryDelay: Math.max(1, Math.round(retryAfterMs)) }),
  });
}

/** Trying again would not help: the workflow has to deal with it. */
export function refusal(code: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(code, code);
}
