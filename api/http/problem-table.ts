import { SuretyError } from '../../platform/errors.js';

/** Every problem that the partner API answers with, by its stable code: RFC 9457. The description of the API is made from this table. */
export const problemTable = {
  bad_request: [400, 'The request cannot be understood.'],
  cursor_not_valid: [400, 'The cursor is not one of ours.'],
  fields_not_valid: [400, 'Some fields of the request are missing or not valid.'],
  idempotency_key_not_valid: [400, 'The idempotency key is a text of 1 to 255 characters.'],
  json_not_valid: [400, 'The body of the request is not valid JSON.'],
  request_aborted: [400, 'The request ended early.'],
  version_not_known: [400, 'There is no such version of this API.'],
  invalid_token: [401, 'The access token is not valid, or no longer.'],
  token_missing: [401, 'Send an access token as a bearer token.'],
  insufficient_scope: [403, 'The access token needs the scope verifications.'],
  not_found: [404, 'There is nothing at this address.'],
  method_not_allowed: [405, 'This address does not take this method.'],
  idempotency_key_in_use: [409, 'A request with this idempotency key is still being answered.'],
  too_many_webhooks: [409, 'There are ten webhooks already.'],
  verification_not_over: [409, 'Only what is over can be redacted: cancel it first.'],
  verification_over: [409, 'The verification is over.'],
  verification_shared: [
    409,
    'The person proves who they are for another partner too: their time is not yours to move.',
  ],
  webhook_disabled: [409, 'The webhook is disabled: enable it first.'],
  body_too_large: [413, 'The body of the request is too large.'],
  media_type_not_supported: [415, 'Send the body as application/json, in UTF-8, without compression.'],
  idempotency_key_reused: [422, 'The idempotency key was used for another request.'],
  too_many_requests: [429, 'You ask too often. Wait a while and try again.'],
  internal: [500, 'Something went wrong.'],
  unavailable: [503, 'The service is busy. Try again in a moment.'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof problemTable;

/** A problem of the table, to be thrown. */
export class PartnerProblem extends SuretyError {
  constructor(code: ProblemCode) {
    const [status, title] = problemTable[code];
    super(code, status, title);
  }
}

/** What any operation may answer, whatever it does. */
export const commonProblems: readonly ProblemCode[] = [
  'bad_request',
  'version_not_known',
  'token_missing',
  'invalid_token',
  'insufficient_scope',
  'too_many_requests',
  'internal',
  'unavailable',
];

/** What an operation that reads a body may answer besides. */
export const bodyProblems: readonly ProblemCode[] = [
  'json_not_valid',
  'request_aborted',
  'body_too_large',
  'media_type_not_supported',
];
