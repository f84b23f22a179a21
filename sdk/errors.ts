/**
 * What can go wrong, by a stable code.
 *
 * - From the answer to a sign-in: `verification_pending`, `verification_failed`, `user_cancelled`, `login_required`,
 *   `interaction_required`, `consent_required`, `sso_login_required`, `authenticator_unmet`, `temporarily_unavailable`,
 *   `request_refused` (the request is wrong: see `wire`).
 * - Found here: `sign_in_lost` (this browser began no such sign-in, or it is over), `answer_not_valid` (forged, altered, too old, or a
 *   code that was used), `level_not_met`, `refresh_refused` (the person must sign in again), `client_refused` (key, algorithm,
 *   registration), `unreachable`, `webhook_not_valid`, `logout_token_not_valid`, `api_problem` (see `ApiProblem`).
 */
export type SuretyErrorCode =
  | 'verification_pending'
  | 'verification_failed'
  | 'user_cancelled'
  | 'login_required'
  | 'interaction_required'
  | 'consent_required'
  | 'sso_login_required'
  | 'authenticator_unmet'
  | 'temporarily_unavailable'
  | 'request_refused'
  | 'sign_in_lost'
  | 'answer_not_valid'
  | 'level_not_met'
  | 'refresh_refused'
  | 'client_refused'
  | 'unreachable'
  | 'webhook_not_valid'
  | 'logout_token_not_valid'
  | 'api_problem';

/** What to do about it: offer the button again, offer another way besides, ask again with pages allowed, wait, or mend your side. */
export type Advice = 'offer-again' | 'offer-another-way' | 'ask-with-pages' | 'wait' | 'mend';

const advices: Record<SuretyErrorCode, Advice> = {
  verification_pending: 'offer-again',
  verification_failed: 'offer-another-way',
  user_cancelled: 'offer-again',
  login_required: 'ask-with-pages',
  interaction_required: 'ask-with-pages',
  consent_required: 'ask-with-pages',
  sso_login_required: 'ask-with-pages',
  authenticator_unmet: 'offer-another-way',
  temporarily_unavailable: 'wait',
  request_refused: 'mend',
  sign_in_lost: 'offer-again',
  answer_not_valid: 'offer-again',
  level_not_met: 'offer-again',
  refresh_refused: 'offer-again',
  client_refused: 'mend',
  unreachable: 'wait',
  webhook_not_valid: 'mend',
  logout_token_not_valid: 'mend',
  api_problem: 'mend',
};

/** One kind of error for all that this package throws on purpose. Decide by `code`; `wire` and `cause` are for logs. */
export class SuretyError extends Error {
  override readonly name: string = 'SuretyError';
  readonly advice: Advice;
  /** Until when Surety is being worked on, where it says so. */
  readonly until: Date | undefined;

  /** @param wire what Surety said, as `error: description`. */
  constructor(
    readonly code: SuretyErrorCode,
    readonly wire?: string,
    options?: ErrorOptions,
  ) {
    super(wire ? `${code} (${wire})` : code, options);
    this.advice = advices[code];
    const [, until] = /: until (\d{4}-[-\d]+T[:.\d]+Z)$/.exec(wire ?? '') ?? [];
    this.until = until ? new Date(until) : undefined;
  }
}

/** The verification API's refusal: an RFC 9457 problem. */
export class ApiProblem extends SuretyError {
  override readonly name = 'ApiProblem';

  /**
   * @param status HTTP status
   * @param problem the API's own stable code, for example `fields_not_valid`
   * @param fields which fields are wrong, where some are
   * @param retryAfter seconds to wait before asking again, where the API says so
   */
  constructor(
    readonly status: number,
    readonly problem: string,
    readonly fields: readonly { field: string; code: string }[],
    readonly retryAfter: number | undefined,
  ) {
    super('api_problem', `${status} ${problem}`);
  }
}
