const texts = {
  ACCESS_DENIED: ['error', 'forbidden', 'Access Denied - Unauthorised'],
  INVALID_METHOD: ['error', 'forbidden', 'Cannot update resource with application-restricted access token'],
  INVALID_RESOURCE_ID: ['error', 'value', 'Resource Id is invalid'],
  INVALID_SEARCH_DATA: ['error', 'value', 'Search data is invalid'],
  INVALID_UPDATE: ['error', 'structure', 'Update is invalid'],
  INVALID_VALUE: ['error', 'value', 'Provided value is invalid'],
  INVALIDATED_RESOURCE: [
    'error',
    'processing',
    'Resource that has been marked as invalid was requested - invalid resources cannot be retrieved',
  ],
  MISSING_VALUE: ['error', 'required', 'Required value is missing'],
  PRECONDITION_FAILED: ['error', 'structure', 'Required condition was not fulfilled'],
  RESOURCE_NOT_FOUND: ['information', 'not-found', 'Resource not found'],
  RESOURCE_VERSION_MISMATCH: ['error', 'conflict', 'Resource version supplied does not match actual version'],
  SERVICE_UNAVAILABLE: ['error', 'timeout', 'Service unavailable'],
  TOO_MANY_MATCHES: ['information', 'multiple-matches', 'Too Many Matches'],
  TOO_MANY_REQUESTS: ['error', 'value', 'Too many requests'],
  UNSUPPORTED_SERVICE: ['error', 'processing', 'Unsupported Service'],
} as const;

export type OutcomeCode = keyof typeof texts;

/** A FHIR OperationOutcome as PDS words it. */
export function outcome(code: OutcomeCode, diagnostics?: string, wording?: { code?: string; display?: string }) {
  const [severity, issueCode, display] = texts[code];
  const system = 'https://fhir.nhs.uk/R4/CodeSystem/Spine-ErrorOrWarningCode';
  const coding = [{ system, version: '1', code, display: wording?.display ?? display }];
  const issue = { severity, code: wording?.code ?? issueCode, details: { coding } };
  return { resourceType: 'OperationOutcome', issue: [diagnostics === undefined ? issue : { ...issue, diagnostics }] };
}

/** Ends a request with an OperationOutcome. */
export class PdsError extends Error {
  readonly body: ReturnType<typeof outcome>;

  constructor(
    readonly status: number,
    code: OutcomeCode,
    diagnostics?: string,
    wording?: { code?: string; display?: string },
  ) {
    super(diagnostics ?? code);
    this.body = outcome(code, diagnostics, wording);
  }
}

/** What PDS says with a status that the simulator was told to answer with. */
export const pdsFault = (status: number) =>
  status === 429 ? outcome('TOO_MANY_REQUESTS') : outcome('SERVICE_UNAVAILABLE', 'Told to fail');
