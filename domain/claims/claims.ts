import { type Level, reaches } from '../levels/levels.js';
import type { LinkageKeys, LinkageProblem } from '../linkage/linkage.js';
import type { Identity } from '../person/identity.js';
import { answerVerifiedClaims, requestOfScope } from '../verified-claims/answer.js';
import { idaVerification, type Proof } from '../verified-claims/verification.js';
import { isClaimedAtP5, verifiable } from './claim-table.js';

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
  gp_registration_details: { from: 'P5', claims: ['gp_ods_code', 'gp_registration_details'] },
  gp_integration_credentials: {
    from: 'P9',
    claims: ['gp_user_id', 'gp_linkage_key', 'gp_ods_code', 'gp_linkage_problem'],
  },
} as const satisfies Record<string, ScopeRow>;

export type Scope = keyof typeof scopeTable;

export const knownScopes = Object.keys(scopeTable) as Scope[];

/** Releases linkage keys, where the operator has connected Surety to a GP system. */
export const linkageScope: Scope = 'gp_integration_credentials';

/** The scopes that Surety offers. @param linkage whether there is a GP system to ask */
export const offeredScopes = (linkage: boolean): Scope[] =>
  knownScopes.filter((scope) => linkage || scope !== linkageScope);

/** What people are asked about, and told of; other claims only say how these were proved. */
export const personalClaims: readonly string[] = [
  'email',
  'phone_number',
  'landline_number',
  'nhs_number',
  'family_name',
  'given_name',
  'birthdate',
  'identity_proofing_level',
  'gp_ods_code',
  'gp_user_id',
  'gp_linkage_key',
];

/** Claims that say something of the others: with `openid` alone, where there is something to say. */
export const claimsOfEveryScope = ['verified_claims', 'claimed', 'return_code', 'act', 'delegation'] as const;

/** Claims that an ID token may carry; contact details are for userinfo only, since partners put ID tokens into logout addresses. */
const inIdToken = new Set<string>(scopeTable.basic_demographics.claims).add('nhs_number');

/** What is known of an account when claims are made. */
export type ClaimSource = {
  /** The highest level the account has reached. */
  reached: Level;
  email: string;
  mobile?: string | undefined;
  landline?: string | undefined;
  identity?: Identity | undefined;
  proof?: Proof | undefined;
  /** What the partner keeps of this person. */
  metadata?: string | undefined;
  /** Keys that are released to the partner now, or why there are none. */
  linkage?: LinkageKeys | LinkageProblem | undefined;
};

/** What is asked. */
export type ClaimRequest = {
  scopes: readonly string[];
  /** Scopes that were agreed to beside them, for claims that were asked for by name. */
  moreScopes?: readonly string[];
  /** The level of the vector that this request achieved: a partner that asked for P0 learns nothing of a P9 account's identity. */
  achieved: Level;
  /** An ID token takes only part of what userinfo answers. */
  use: 'id_token' | 'userinfo';
  /** The member `verified_claims` of the `claims` parameter for this use. */
  verifiedClaims?: unknown;
  now: Date;
};

/** Names of the claims that these scopes release at a level, in the table's order: what a consent page names. */
export function claimNames(scopes: readonly string[], achieved: Level): string[] {
  const rows = knownScopes.filter((scope) => scopes.includes(scope)).map((scope): ScopeRow => scopeTable[scope]);
  return [...new Set(rows.filter(({ from }) => reaches(achieved, from)).flatMap(({ claims }) => claims))];
}

/** @returns Claims without absent values; `sub`, `vot` and the like are the token's own business. */
export function claimsOf(source: ClaimSource, request: ClaimRequest): Record<string, unknown> {
  const { identity, email, mobile, landline } = source;
  const { scopes, achieved, use } = request;
  const keys = typeof source.linkage === 'object' ? source.linkage : undefined;
  // A key is of the surgery that it was got from.
  const gpOdsCode = keys?.odsCode ?? identity?.gpOdsCode;
  const values: Record<string, unknown> = {
    email,
    email_verified: true,
    phone_number: mobile,
    phone_number_verified: mobile && true,
    phone_number_pds_matched: mobile && identity?.mobile && identity.mobile === mobile,
    landline_number: landline,
    landline_number_verified: landline && true,
    client_user_metadata: source.metadata,
    ...identityValues(identity),
    identity_proofing_level: source.reached,
    gp_ods_code: gpOdsCode,
    gp_registration_details: gpOdsCode && { gp_ods_code: gpOdsCode },
    gp_user_id: keys?.userId,
    gp_linkage_key: keys?.key,
    gp_linkage_problem: typeof source.linkage === 'string' ? source.linkage : undefined,
  };
  const names = claimNames(scopes, achieved).filter((name) => use === 'userinfo' || inIdToken.has(name));
  const told = names.map((name) => [name, values[name]] as const).filter(([, value]) => value !== undefined);
  const claimed = achieved === 'P5' ? told.map(([name]) => name).filter(isClaimedAtP5) : [];
  const verified = verifiedClaims(source, request);
  return {
    ...Object.fromEntries(told),
    ...(claimed.length > 0 ? { claimed } : {}),
    ...(verified ? { verified_claims: verified } : {}),
  };
}

/** What people are told of among the claims that these scopes release of somebody at a level; linkage keys are got only afterwards. */
export function personalClaimsOf(
  source: ClaimSource,
  request: Pick<ClaimRequest, 'scopes' | 'achieved' | 'now'>,
): string[] {
  const names = Object.keys(claimsOf(source, { ...request, use: 'userinfo' }));
  return names.filter((name) => personalClaims.includes(name));
}

function identityValues(identity: Identity | undefined): Record<string, string | undefined> {
  return {
    nhs_number: identity?.nhsNumber,
    family_name: identity?.familyName,
    given_name: identity?.givenNames.join(' '),
    birthdate: identity?.birthDate,
  };
}

/**
 * OpenID Connect for Identity Assurance 1.0: what was verified, by which process, as it was asked for, else as `profile` has it. Only at
 * P9: what matches a record at P5 was typed by the person, so it is claimed and not verified. Names no claim that was not agreed to.
 */
function verifiedClaims({ identity, proof }: ClaimSource, request: ClaimRequest): object | undefined {
  const { scopes, moreScopes = [], achieved, use } = request;
  const byScope = use === 'userinfo' && claimNames(scopes, achieved).includes('verified_claims');
  const asked = request.verifiedClaims ?? (byScope ? requestOfScope(verifiable) : undefined);
  if (!asked || achieved !== 'P9' || !identity || !proof) return undefined;
  const agreed = claimNames([...scopes, ...moreScopes], achieved);
  const claims = Object.entries(identityValues(identity)).filter(([name, value]) => agreed.includes(name) && value);
  const there = { verification: idaVerification(proof), claims: Object.fromEntries(claims) };
  return answerVerifiedClaims(asked, there, request.now);
}

/**
 * The scopes that must be agreed to beside those of a request, for the claims that it asks for by name: of the partner's scopes, the one
 * that releases the fewest others.
 */
export function scopesFor(names: readonly string[], scopes: readonly string[], registered: readonly string[]): Scope[] {
  const released = claimNames(scopes, 'P9');
  const missing = names.filter((name) => !released.includes(name) && verifiable.some((one) => one === name));
  const narrowest = knownScopes
    .filter((scope) => registered.includes(scope))
    .sort((a, b) => scopeTable[a].claims.length - scopeTable[b].claims.length);
  const found = missing.flatMap((name) => narrowest.find((scope) => claimNames([scope], 'P9').includes(name)) ?? []);
  return [...new Set(found)];
}
