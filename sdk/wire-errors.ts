import * as openid from 'openid-client';
import { SuretyError, type SuretyErrorCode } from './errors.js';

/** `error_description` of `access_denied`, as Surety documents them. */
const refusals = ['verification_pending', 'verification_failed', 'user_cancelled'] as const;

/** `error` of an answer to a sign-in. */
const answers: Readonly<Record<string, SuretyErrorCode>> = {
  login_required: 'login_required',
  interaction_required: 'interaction_required',
  consent_required: 'consent_required',
  account_selection_required: 'interaction_required',
  sso_login_required: 'sso_login_required',
  unmet_authentication_requirements: 'authenticator_unmet',
  temporarily_unavailable: 'temporarily_unavailable',
  server_error: 'temporarily_unavailable',
  too_many_requests: 'temporarily_unavailable',
  // The person refused or left, in words that this version does not know.
  access_denied: 'user_cancelled',
  invalid_grant: 'answer_not_valid',
  invalid_client: 'client_refused',
};

/** Turns what openid-client throws into an error of ours, keeping it as the cause. */
export function suretyError(error: unknown): SuretyError {
  if (error instanceof SuretyError) return error;
  const options = { cause: error };
  if (error instanceof openid.AuthorizationResponseError || error instanceof openid.ResponseBodyError) {
    const { error: code, error_description: description = '' } = error;
    const wire = description ? `${code}: ${description}` : code;
    const refusal = code === 'access_denied' ? refusals.find((known) => known === description) : undefined;
    return new SuretyError(refusal ?? answers[code] ?? 'request_refused', wire, options);
  }
  if (error instanceof openid.WWWAuthenticateChallengeError)
    return new SuretyError('answer_not_valid', 'token refused', options);
  if (isUnreachable(error)) return new SuretyError('unreachable', undefined, options);
  return new SuretyError('answer_not_valid', error instanceof Error ? error.message : undefined, options);
}

/** No answer, no answer in time, or an answer that is not Surety's, such as a gateway's page. */
function isUnreachable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, message, code, cause } = error as { name?: string; message?: string; code?: string; cause?: unknown };
  if (name === 'TimeoutError' || name === 'AbortError' || message === 'fetch failed') return true;
  if (code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' || code === 'OAUTH_RESPONSE_IS_NOT_JSON') return true;
  return cause !== error && isUnreachable(cause);
}
