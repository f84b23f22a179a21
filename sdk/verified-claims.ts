import type { Claims } from './claims.js';

export interface VerifiedClaimsRequest {
  /** The claims that you want verified. */
  claims: readonly (keyof Claims)[];
  /** Seconds since they were verified, at most. */
  maxAge?: number;
  /** Tell the documents and records, too, and how they were checked. */
  evidence?: boolean;
  /** Where to tell it: `userinfo` unless you say. */
  in?: 'userinfo' | 'id_token';
}

const evidence = [
  {
    type: { value: 'document' },
    check_details: [{ check_method: null }],
    document_details: { type: null },
  },
  { type: { value: 'electronic_record' }, check_details: [{ check_method: null }], record: { type: null } },
];

/**
 * `claims` of a `SignInRequest` that asks for verified claims (OpenID Connect for Identity Assurance 1.0, section 6). You get what you
 * name; where nothing was verified, or not within `maxAge`, `verification` of who comes back is absent.
 */
export function verifiedClaims(request: VerifiedClaimsRequest): object {
  const { claims, maxAge, evidence: withEvidence, in: where = 'userinfo' } = request;
  const verification = {
    trust_framework: { value: 'uk_dapb3051' },
    assurance_level: null,
    time: maxAge === undefined ? null : { max_age: maxAge },
    ...(withEvidence && { evidence }),
  };
  const wanted = Object.fromEntries(claims.map((name) => [name, null]));
  return { [where]: { verified_claims: { verification, claims: wanted } } };
}
