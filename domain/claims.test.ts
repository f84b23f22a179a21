import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ClaimSource, claimNames, claimsOf, knownScopes, scopeTable } from './claims.js';
import { levels, reaches } from './levels.js';

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
};

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
          const names = Object.keys(claimsOf(full, scopes, achieved, use));
          expect(names.filter((name) => !allowed.includes(name))).toEqual([]);
        },
      ),
    );
  });

  it('never hold an address, a postcode or a gender', () => {
    const everything = JSON.stringify(claimsOf(full, knownScopes, 'P9', 'userinfo'));
    expect(everything).not.toContain('LS1');
    expect(everything).not.toMatch(/gender|address|postcode/);
  });

  it('say that the mobile number is not the one in PDS', () => {
    expect(claimsOf(full, ['phone'], 'P0', 'userinfo').phone_number_pds_matched).toBe(false);
    const unknown = { ...full, identity: undefined };
    expect(claimsOf(unknown, ['phone'], 'P0', 'userinfo')).not.toHaveProperty('phone_number_pds_matched');
  });

  it('of an ID token hold no contact details', () => {
    expect(claimsOf(full, knownScopes, 'P9', 'id_token')).toEqual({
      nhs_number: '9000000009',
      family_name: 'Exempli',
      birthdate: '1985-04-12',
      identity_proofing_level: 'P9',
    });
  });

  it('are verified only at P9, with proof, and only as far as the scopes go', () => {
    expect(claimsOf(full, ['profile'], 'P5', 'userinfo')).not.toHaveProperty('verified_claims');
    expect(claimsOf({ ...full, proof: undefined }, ['profile'], 'P9', 'userinfo')).not.toHaveProperty(
      'verified_claims',
    );
    expect(claimsOf(full, ['profile'], 'P9', 'userinfo').verified_claims).toEqual({
      verification: {
        trust_framework: 'uk_dapb3051',
        assurance_level: 'P9',
        assurance_process: { policy: 'gpg45', procedure: 'H1A' },
        time: '2026-01-02T03:04:05.000Z',
        verification_process: 'case',
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
    expect(claimsOf({ ...full, identity }, ['profile'], 'P9', 'userinfo')).not.toHaveProperty('nhs_number');
  });

  it('are named for the consent page as they will be released', () => {
    expect(claimNames(['email', 'profile'], 'P0')).toEqual(['email', 'email_verified']);
    expect(claimNames(['basic_demographics', 'profile'], 'P5')).toContain('nhs_number');
  });
});
