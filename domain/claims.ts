import type { Identity } from './identity.js';
import { type Level, reaches } from './levels.js';

/** What a scope releases, and from which level on: the table of NHS login ("Scopes and claims"), as far as Surety knows the values. */
type ScopeRow = { from: Level; claims: readonly string[] };

export const scopeTable = {
  openid: { from: 'P0', claims: ['sub', 'jti', 'vot', 'vtm'] },
  email: { from: 'P0', claims: ['email', 'email_verified'] },
  phone: { from: 'P0', claims: ['phone_number', 'phone_number_verified', 'phone_number_pds_matched'] },
  landline: { from: 'P0', claims: ['landline_number', 'landline_number_verified'] },
  client_metadata: { from: 'P0', claims: ['client_user_metadata'] },
  profile: {
    from: 'P5',
    claims: ['nhs_number', 'family_name', 'birthdate', 'identity_proofing_level', 'verified_claims'],
  },
  basic_demographics: { from: 'P5', claims: ['family_name', 'birthdate', 'identity_proofing_level'] },
  profile_extended: { from: 'P5', claims: ['given_name'] },
  gp_registration_details: { from: 'P5', claims: ['gp_ods_code'] },
  gp_integration_credentials: { from: 'P9', claims: ['gp_user_id', 'gp_linkage_key', 'gp_ods_code'] },
} as const satisfies Record<string, ScopeRow>;

export type Scope = keyof typeof scopeTable;

export const knownScopes = Object.keys(scopeTable) as Scope[];

/** Claims that an ID token may carry; contact details are for userinfo only, since partners put ID tokens into logout addresses. */
const inIdToken = new Set<string>(scopeTable.basic_demographics.claims).add('nhs_number');

/** How an account came to a level. */
export type Proof = { at: Date; caseId: string; how: string };

/** What is known of an account when claims are made. */
export type ClaimSource = {
  /** The highest level the account has reached. */
  reached: Level;
  email: string;
  mobile: string;
  identity?: Identity | undefined;
  proof?: Proof | undefined;
};

/** Names of the claims that these scopes release at a level, in the table's order: what a consent page names. */
export function claimNames(scopes: readonly string[], achieved: Level): string[] {
  const rows = knownScopes.filter((scope) => scopes.includes(scope)).map((scope): ScopeRow => scopeTable[scope]);
  return [...new Set(rows.filter(({ from }) => reaches(achieved, from)).flatMap(({ claims }) => claims))];
}

/**
 * The claims of an account for these scopes.
 *
 * @param achieved The level of the vector that this request achieved: a partner that asked for P0 learns nothing of a P9 account's identity.
 * @param use An ID token takes only part of what userinfo answers.
 * @returns Claims without absent values; `sub`, `vot` and the like are the token's own business.
 */
export function claimsOf(
  source: ClaimSource,
  scopes: readonly string[],
  achieved: Level,
  use: 'id_token' | 'userinfo',
): Record<string, unknown> {
  const { identity, email, mobile } = source;
  const released = claimNames(scopes, achieved);
  const values: Record<string, unknown> = {
    email,
    email_verified: true,
    phone_number: mobile,
    phone_number_verified: true,
    phone_number_pds_matched: identity?.mobile && identity.mobile === mobile,
    nhs_number: identity?.nhsNumber,
    family_name: identity?.familyName,
    birthdate: identity?.birthDate,
    identity_proofing_level: source.reached,
    verified_claims: verifiedClaims(source, achieved, released),
    given_name: identity?.givenNames.join(' '),
    gp_ods_code: identity?.gpOdsCode,
  };
  const names = released.filter((name) => use === 'userinfo' || inIdToken.has(name));
  return Object.fromEntries(names.map((name) => [name, values[name]]).filter(([, value]) => value !== undefined));
}

/**
 * OpenID Connect for Identity Assurance 1.0, §5: what was verified, by which process. Only at P9: what matches a record at P5 was typed
 * by the person, so it is claimed and not verified. Names no claim that the scopes do not release.
 */
function verifiedClaims(
  { identity, proof }: ClaimSource,
  achieved: Level,
  released: readonly string[],
): object | undefined {
  if (achieved !== 'P9' || !identity || !proof) return undefined;
  const verified: [string, string | undefined][] = [
    ['nhs_number', identity.nhsNumber],
    ['family_name', identity.familyName],
    ['given_name', identity.givenNames.join(' ')],
    ['birthdate', identity.birthDate],
  ];
  return {
    verification: {
      trust_framework: 'uk_dapb3051',
      assurance_level: 'P9',
      assurance_process: { policy: 'gpg45', procedure: proof.how },
      time: proof.at.toISOString(),
      verification_process: proof.caseId,
    },
    claims: Object.fromEntries(verified.filter(([name, value]) => released.includes(name) && value !== undefined)),
  };
}
