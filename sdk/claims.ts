import type { Level } from './levels.js';

/** What Surety may tell of a person, by the scopes you asked for and the level that this sign-in achieved. Absent: not told. */
export interface Claims {
  email?: string;
  email_verified?: boolean;
  /** E.164, for example `+447700900123`. */
  phone_number?: string;
  phone_number_verified?: boolean;
  /** Whether the mobile is the one in the person's record. */
  phone_number_pds_matched?: boolean;
  landline_number?: string;
  landline_number_verified?: boolean;
  /** Ten digits. */
  nhs_number?: string;
  family_name?: string;
  given_name?: string;
  /** `YYYY-MM-DD`. */
  birthdate?: string;
  /** The highest level that the account ever reached. */
  identity_proofing_level?: Level;
  gp_ods_code?: string;
  gp_registration_details?: { gp_ods_code?: string };
  gp_user_id?: string;
  /** Given once for each consent: keep what you make of it. */
  gp_linkage_key?: string;
  /** Why there is no key: a code of the guide's page "Linkage keys". */
  gp_linkage_problem?: string;
  /** Who acts for the person that all of this is about; absent where they came themselves. */
  act?: { sub: string };
  /** What is opened to who acts, and until when (seconds since 1970). */
  delegation?: { id: string; basis: 'consent' | 'parent' | 'attorney'; kinds: readonly string[]; ends_at: number };
  /** What you keep with Surety for this person. */
  client_user_metadata?: string;
}

/** How claims were verified: OpenID Connect for Identity Assurance 1.0, section 5. */
export interface Verification {
  trust_framework: string;
  assurance_level?: string;
  assurance_process?: { policy?: string; procedure?: string };
  time?: string;
  verification_process?: string;
  evidence?: readonly Record<string, unknown>[];
}

export interface Identity {
  /** Everything that was told. */
  claims: Claims;
  /** Names of the claims that Surety proved to be this person's. */
  verified: readonly (keyof Claims)[];
  /** Names of the claims that the person typed and that match a record, without a proof that it is theirs. */
  claimed: readonly (keyof Claims)[];
  /** How, where identity was proved. */
  verification?: Verification;
}

type Told = Readonly<Record<string, unknown>>;

/** Claims proved by something else than an identity check, and the claim that says so. */
const provedBy = {
  email: 'email_verified',
  phone_number: 'phone_number_verified',
  landline_number: 'landline_number_verified',
};

/** Names that say who is speaking, and nothing of the person. */
const ofTheToken = [
  'sub',
  'jti',
  'vot',
  'vtm',
  'iss',
  'aud',
  'exp',
  'iat',
  'nbf',
  'verified_claims',
  'claimed',
  'return_code',
];

/**
 * Tells verified from claimed in a userinfo answer. A value counts as verified only where it is the one that was verified.
 * @param idClaims of the ID token, for which `verified_claims` may have been asked, too
 */
export function identityOf(userinfo: Told, idClaims: Told): Identity {
  const claims = Object.fromEntries(Object.entries(userinfo).filter(([name]) => !ofTheToken.includes(name))) as Claims;
  const assured = [userinfo.verified_claims, idClaims.verified_claims].flat().filter(isAssured);
  const names = new Set<string>();
  for (const one of assured) {
    for (const [name, value] of Object.entries(one.claims)) {
      if (!(name in claims)) Object.assign(claims, { [name]: value });
      if (claims[name as keyof Claims] === value) names.add(name);
    }
  }
  for (const [name, by] of Object.entries(provedBy)) if (name in claims && userinfo[by] === true) names.add(name);
  const [first] = assured;
  const claimed = Array.isArray(userinfo.claimed) ? (userinfo.claimed as (keyof Claims)[]) : [];
  return {
    claims,
    claimed,
    verified: [...names] as (keyof Claims)[],
    ...(first && { verification: first.verification }),
  };
}

function isAssured(value: unknown): value is { verification: Verification; claims: Told } {
  const { verification, claims } = (value ?? {}) as { verification?: unknown; claims?: unknown };
  return typeof verification === 'object' && verification !== null && typeof claims === 'object' && claims !== null;
}
