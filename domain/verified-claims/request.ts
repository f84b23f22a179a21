/** One request for verified claims, as a `claims` parameter holds it: OpenID Connect for Identity Assurance 1.0, §5.6. */
export type VerifiedClaimsRequest = { verification: object; claims: Record<string, unknown> };

/** More at once serve nobody. */
const mostRequests = 10;

/** The requests in a member `verified_claims`: one, or a list of them. Undefined where they are malformed. */
export function readRequests(member: unknown): VerifiedClaimsRequest[] | undefined {
  const requests = Array.isArray(member) ? member : [member];
  if (requests.length === 0 || requests.length > mostRequests) return undefined;
  return requests.every(isRequest) ? requests : undefined;
}

function isRequest(request: unknown): request is VerifiedClaimsRequest {
  if (!isObject(request)) return false;
  const { verification, claims } = request;
  if (!isObject(verification) || !isObject(claims) || Object.keys(claims).length === 0) return false;
  if (!('trust_framework' in verification) || !isAsked(verification.trust_framework)) return false;
  if (!Object.values(claims).every(isAsked)) return false;
  return !('evidence' in verification) || isEvidence(verification.evidence);
}

/** Each entry names the one type of evidence that it is about. */
function isEvidence(evidence: unknown): boolean {
  if (!Array.isArray(evidence) || evidence.length === 0) return false;
  return evidence.every((entry) => {
    const type = isObject(entry) && entry.type;
    return isObject(type) && typeof type.value === 'string' && !('values' in type);
  });
}

const isAsked = (value: unknown): boolean => value === null || isObject(value);

/** A JSON object. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
