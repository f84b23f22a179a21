/**
 * How sure a claim is. `given`: Surety's own word on this sign-in. `verified`: proved at any level. `identity`: at P5 it matches a record
 * but nothing proved that it is this person's (claimed), at P9 it is verified. `record`: from the PDS record; at P5 that is a claimed one.
 * `partner`: what the partner itself keeps.
 */
export type Standing = 'given' | 'verified' | 'identity' | 'record' | 'partner';

type ClaimRow = { standing: Standing; source: string; example: unknown };

/** Every claim of ours: where it comes from, how sure it is, and what it looks like. The documents' tables are made from it. */
export const claimTable = {
  sub: { standing: 'given', source: 'the account; the same for every partner', example: 'xSPlZ23xKGjfYjniAPZDKw' },
  jti: { standing: 'given', source: 'the ID token', example: '0gmV7SFhf6gAnDrfLKQmrR' },
  vot: { standing: 'given', source: 'the vector that this request achieved', example: 'P5.Cp.Cd' },
  vtm: { standing: 'given', source: 'Surety', example: 'https://surety.example/trustmark' },
  return_code: { standing: 'given', source: 'a verification that did not reach the level', example: 'P' },
  claimed: {
    standing: 'given',
    source: 'Surety: which of these claims are claimed',
    example: ['family_name', 'birthdate'],
  },
  act: {
    standing: 'given',
    source: 'who acts for the person that the other claims are about (RFC 8693)',
    example: { sub: 'Zk3mQ0aTq1uV8sR2y7xWbA' },
  },
  delegation: {
    standing: 'given',
    source: 'what is opened to who acts, and until when',
    example: { id: '7hT…', basis: 'consent', kinds: ['identity', 'appointments'], ends_at: 1790000000 },
  },
  email: { standing: 'verified', source: 'typed; a code sent there was returned', example: 'anna@example.com' },
  email_verified: { standing: 'given', source: 'Surety', example: true },
  phone_number: { standing: 'verified', source: 'typed; a code sent there was returned', example: '+447700900123' },
  phone_number_verified: { standing: 'given', source: 'Surety', example: true },
  phone_number_pds_matched: { standing: 'record', source: 'PDS: whether the mobile is the one there', example: true },
  landline_number: {
    standing: 'verified',
    source: 'typed; a code spoken there was returned',
    example: '+441134960123',
  },
  landline_number_verified: { standing: 'given', source: 'Surety', example: true },
  client_user_metadata: { standing: 'partner', source: 'you', example: 'U2e3rsdjwd' },
  nhs_number: { standing: 'identity', source: 'the PDS record', example: '9990123144' },
  family_name: { standing: 'identity', source: 'the PDS record that what was typed matches', example: 'Okafor' },
  given_name: { standing: 'identity', source: 'the PDS record that what was typed matches', example: 'Ngozi Ada' },
  birthdate: { standing: 'identity', source: 'the PDS record that what was typed matches', example: '1979-11-02' },
  identity_proofing_level: { standing: 'given', source: 'the highest level the account ever reached', example: 'P9' },
  verified_claims: { standing: 'given', source: 'what was verified, and how', example: undefined },
  gp_ods_code: { standing: 'record', source: 'the PDS record', example: 'A12345' },
  gp_registration_details: { standing: 'record', source: 'the PDS record', example: { gp_ods_code: 'A12345' } },
  gp_user_id: { standing: 'record', source: 'the GP system, or paper that it knows; once', example: '0123456' },
  gp_linkage_key: {
    standing: 'record',
    source: 'the GP system, or paper that it knows; once',
    example: '0dw1f1p4a/2!35',
  },
  gp_linkage_problem: { standing: 'given', source: 'why there is no key', example: 'linkage_key_used' },
} as const satisfies Record<string, ClaimRow>;

export type ClaimName = keyof typeof claimTable;

/** What `verified_claims` can hold. */
export const verifiable = (Object.keys(claimTable) as ClaimName[]).filter(
  (name) => claimTable[name].standing === 'identity',
);

/** What is only claimed where nothing but a match with a record speaks for it. */
export function isClaimedAtP5(name: string): boolean {
  const standing = claimTable[name as ClaimName]?.standing;
  return standing === 'identity' || standing === 'record';
}
