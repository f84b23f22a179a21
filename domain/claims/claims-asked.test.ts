import { describe, expect, test } from '@jest/globals';
import type { Identity } from '../person/identity.js';
import type { ClaimSource } from './claims.js';
import { knownScopes } from './claims.js';
import { claimsAsked, personalClaimsIn } from './claims-asked.js';

const now = new Date('2026-11-23');
const identity: Identity = {
  nhsNumber: '9990123071',
  familyName: 'Thornton',
  givenNames: ['Amelia'],
  formerNames: [],
  birthDate: '1988-04-17',
  postcode: 'LS1 4AP',
};
const asked = (source: Partial<ClaimSource>, ...scopes: string[]) =>
  claimsAsked({ reached: 'P0', email: 'a@example.org', ...source }, ['openid', ...scopes], now);

describe('What somebody is asked to share', () => {
  test('is told apart from what there is not yet', () => {
    expect(asked({}, 'email', 'phone', 'landline')).toEqual({
      known: ['email'],
      later: ['phone_number', 'landline_number'],
    });
    expect(asked({ landline: '+441134960000' }, 'phone', 'landline').known).toEqual(['landline_number']);
    expect(asked({}, 'profile')).toEqual({
      known: [],
      later: ['nhs_number', 'family_name', 'birthdate', 'identity_proofing_level'],
    });
    expect(asked({ reached: 'P5', identity }, 'profile').later).toEqual([]);
    expect(asked({ reached: 'P5', identity }, 'gp_registration_details').later).toEqual(['gp_ods_code']);
  });

  test('has linkage keys, which are got once it is agreed to, from P9 on', () => {
    const keys = ['gp_ods_code', 'gp_user_id', 'gp_linkage_key'];
    expect(asked({ reached: 'P9', identity }, 'gp_integration_credentials').known).toEqual(keys);
    expect(asked({ reached: 'P5', identity }, 'gp_integration_credentials').later).toEqual(keys);
  });

  test('is all that the scopes can ever release, each once', () => {
    for (const source of [{}, { reached: 'P9', identity, mobile: '+447700900100' }] as const) {
      const { known, later } = asked(source, ...knownScopes);
      expect([...known, ...later].sort()).toEqual(personalClaimsIn(knownScopes).sort());
    }
    expect(asked({})).toEqual({ known: [], later: [] });
  });
});
