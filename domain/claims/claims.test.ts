import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Level, levels, reaches } from '../levels/levels.js';
import { claimTable } from './claim-table.js';
import {
  type ClaimSource,
  claimNames,
  claimsOf,
  claimsOfEveryScope,
  knownScopes,
  scopesFor,
  scopeTable,
} from './claims.js';

const full: ClaimSource = {
  reached: 'P9',
  email: 'anna@example.com',
  mobile: '+447700900123',
  identity: {
    nhsNumber: '9000000009',
    familyName: 'Exempli',
    givenNames: ['Anna', 'Maria'],
    formerNames: [],
    birthDate: '1985-04-12',
    postcode: 'LS1 4AP',
    gpOdsCode: 'A12345',
    mobile: '+447700900999',
  },
  proof: { at: new Date('2026-01-02T03:04:05Z'), caseId: 'case', how: 'H1A' },
  metadata: 'note',
};

const now = new Date('2026-11-22T12:00:00Z');
const told = (source: ClaimSource, scopes: readonly string[], achieved: Level, use: 'id_token' | 'userinfo') =>
  claimsOf(source, { scopes, achieved, use, now });

describe('claims', () => {
  it('never go beyond the scopes and the level of the request', () => {
    fc.assert(
      fc.property(
        fc.subarray([...knownScopes, 'nonsense']),
        fc.constantFrom(...levels),
        fc.constantFrom('id_token' as const, 'userinfo' as const),
        (scopes, achieved, use) => {
          const allowed = knownScopes
            .filter((scope) => scopes.includes(scope) && reaches(achieved, scopeTable[scope].from))
            .flatMap((scope): readonly string[] => scopeTable[scope].claims);
          const names = Object.keys(told(full, scopes, achieved, use));
          const besides = [...allowed, ...(allowed.length > 0 ? claimsOfEveryScope : [])];
          expect(names.filter((name) => !besides.includes(name))).toEqual([]);
        },
      ),
    );
  });

  it('never hold an address, a postcode or a gender', () => {
    const everything = JSON.stringify(told(full, knownScopes, 'P9', 'userinfo'));
    expect(everything).not.toContain('LS1');
    expect(everything).not.toMatch(/gender|address|postcode/);
  });

  it('say that the mobile number is not the one in PDS', () => {
    expect(told(full, ['phone'], 'P0', 'userinfo').phone_number_pds_matched).toBe(false);
    const unknown = { ...full, identity: undefined };
    expect(told(unknown, ['phone'], 'P0', 'userinfo')).not.toHaveProperty('phone_number_pds_matched');
  });

  it('of an ID token hold no contact details', () => {
    expect(told(full, knownScopes, 'P9', 'id_token')).toEqual({
      nhs_number: '9000000009',
      family_name: 'Exempli',
      birthdate: '1985-04-12',
      identity_proofing_level: 'P9',
    });
  });

  it('are verified only at P9, with proof, and only as far as the scopes go', () => {
    expect(told(full, ['profile'], 'P5', 'userinfo')).not.toHaveProperty('verified_claims');
    expect(told({ ...full, proof: undefined }, ['profile'], 'P9', 'userinfo')).not.toHaveProperty('verified_claims');
    expect(told(full, ['profile'], 'P9', 'userinfo').verified_claims).toEqual({
      verification: {
        trust_framework: 'uk_dapb3051',
        assurance_level: 'P9',
        assurance_process: { policy: 'gpg45', procedure: 'H1A' },
        time: '2026-01-02T03:04:05.000Z',
      },
      claims: { nhs_number: '9000000009', family_name: 'Exempli', birthdate: '1985-04-12' },
    });
  });

  it('of a person without an NHS number hold none', () => {
    const { nhsNumber: _, ...identity } = full.identity ?? {
      familyName: '',
      givenNames: [],
      formerNames: [],
      birthDate: '',
    };
    expect(told({ ...full, identity }, ['profile'], 'P9', 'userinfo')).not.toHaveProperty('nhs_number');
  });

  it('of P5 are marked as claimed where nothing but a match speaks for them, of P9 none is', () => {
    const scopes = ['email', 'phone', 'profile', 'gp_registration_details'];
    expect(told(full, scopes, 'P5', 'userinfo').claimed).toEqual([
      'phone_number_pds_matched',
      'nhs_number',
      'family_name',
      'birthdate',
      'gp_ods_code',
      'gp_registration_details',
    ]);
    expect(told(full, scopes, 'P5', 'id_token').claimed).toEqual(['nhs_number', 'family_name', 'birthdate']);
    for (const level of ['P0', 'P9'] as const)
      expect(told(full, scopes, level, 'userinfo')).not.toHaveProperty('claimed');
  });

  it('asked for by name take the narrowest scope registered that is not asked for already', () => {
    const registered = ['openid', 'profile', 'basic_demographics', 'profile_extended'];
    expect(scopesFor(['family_name'], ['openid'], registered)).toEqual(['basic_demographics']);
    expect(scopesFor(['family_name', 'given_name'], ['openid', 'profile'], registered)).toEqual(['profile_extended']);
    expect(scopesFor(['nhs_number'], ['openid'], ['openid', 'email'])).toEqual([]);
    expect(scopesFor(['email', 'address'], ['openid'], [...registered, 'email'])).toEqual([]);
  });

  it('are all in the table, and the table has no other', () => {
    const all = [...Object.values(scopeTable).flatMap((row): readonly string[] => row.claims), ...claimsOfEveryScope];
    expect(Object.keys(claimTable).sort()).toEqual([...new Set(all)].sort());
  });

  it('are named for the consent page as they will be released', () => {
    expect(claimNames(['email', 'profile'], 'P0')).toEqual(['email', 'email_verified']);
    expect(claimNames(['basic_demographics', 'profile'], 'P5')).toContain('nhs_number');
  });
});
