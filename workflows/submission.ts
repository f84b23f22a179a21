/** A form the person posted: its values lie sealed in the store under `nonce`, so workflow history never holds them. */
export type Submission = {
  nonce: string;
  /** The step the page belonged to; another current step makes the submission stale. */
  step: string;
  /** What the button asked for, for example `continue` or `resend`. */
  action: string;
};

/**
 * `accepted`: acted on (also when it led to a field error); `stale`: the nonce or step was not the current one, nothing was done.
 * `step`: where the workflow stood then, so that the browser is sent on at once.
 */
export type SubmissionResult = { outcome: 'accepted' | 'stale'; version: number; step?: string };
