import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { answerVerifiedClaims, type VerifiedClaims } from './answer.js';
import { readRequests } from './request.js';

const there: VerifiedClaims = {
  verification: {
    trust_framework: 'uk_dapb3051',
    assurance_level: 'P9',
    assurance_process: { policy: 'gpg45', procedure: 'M2B', assurance_details: [{ assurance_type: 'verification' }] },
    time: '2026-11-20T12:00:00.000Z',
    verification_process: 'case',
    evidence: [
      {
        type: 'document',
        check_details: [
          { check_method: 'vdig', check_id: 'case-1', time: '2026-11-20T12:00:00.000Z' },
          { check_method: 'bvr', time: '2026-11-20T12:00:00.000Z' },
        ],
        document_details: { type: 'passport', issuer: { country_code: 'GBR' } },
      },
      { type: 'electronic_record', check_details: [{ check_method: 'data' }], record: { type: 'health_record' } },
    ],
  },
  claims: { family_name: 'Okafor', birthdate: '1979-11-02' },
};
const now = new Date('2026-11-22T12:00:00Z');
const day = 86_400;
const ask = (verification: object, claims: object = { family_name: null }) =>
  answerVerifiedClaims({ verification: { trust_framework: null, ...verification }, claims }, there, now) as
    | { verification: Record<string, unknown>; claims: Record<string, unknown> }
    | undefined;
const document = (more: object) => ({ evidence: [{ type: { value: 'document' }, ...more }] });

describe('A request for verified claims', () => {
  it('gets what it asks for and no more', () => {
    expect(ask({})).toEqual({ verification: { trust_framework: 'uk_dapb3051' }, claims: { family_name: 'Okafor' } });
    expect(ask({ time: null, assurance_process: { procedure: null } })?.verification).toEqual({
      trust_framework: 'uk_dapb3051',
      time: '2026-11-20T12:00:00.000Z',
      assurance_process: { procedure: 'M2B' },
    });
    expect(
      ask({ assurance_process: { assurance_details: [{ assurance_type: { value: 'other' } }] } })?.verification,
    ).toEqual({
      trust_framework: 'uk_dapb3051',
      assurance_process: { assurance_details: [{ assurance_type: 'verification' }] },
    });
  });

  it('gets the evidence that it describes, and of it what it names', () => {
    expect(ask(document({ document_details: { issuer: { country_code: null } } }))?.verification.evidence).toEqual([
      { type: 'document', document_details: { type: 'passport', issuer: { country_code: 'GBR' } } },
    ]);
    const record = { type: { value: 'electronic_record' }, record: { type: null } };
    const both = ask({ evidence: [{ type: { value: 'document' } }, record] });
    expect(both?.verification.evidence).toEqual([
      { type: 'document' },
      { type: 'electronic_record', record: { type: 'health_record' } },
    ]);
    const compared = document({ check_details: [{ check_method: { value: 'bvr' } }] });
    expect(ask(compared)?.verification.evidence).toEqual([
      { type: 'document', check_details: [{ check_method: 'bvr' }] },
    ]);
  });

  it.each<[string, object, boolean]>([
    ['the trust framework', { trust_framework: { value: 'uk_dapb3051' } }, true],
    ['another trust framework', { trust_framework: { value: 'uk_diatf' } }, false],
    ['one of several', { trust_framework: { values: ['de_aml', 'uk_dapb3051'] } }, true],
    ['none of several', { assurance_level: { values: ['P5'] } }, false],
    ['a wish', { assurance_level: { essential: true, purpose: 'for the record' } }, true],
    ['what we do not have', { assurance_policy: null }, true],
    ['a value of what we do not have', { assurance_policy: { value: 'x' } }, false],
    ['new enough', { time: { max_age: 3 * day } }, true],
    ['too old', { time: { max_age: day } }, false],
    ['an age of something without a date', { assurance_level: { max_age: day } }, false],
    ['the procedure', { assurance_process: { procedure: { value: 'M2B' } } }, true],
    ['another procedure', { assurance_process: { procedure: { value: 'H1A' } } }, false],
    ['a passport or a card', document({ document_details: { type: { values: ['passport', 'idcard'] } } }), true],
    ['a card', document({ document_details: { type: { value: 'idcard' } } }), false],
    ['a vouch', { evidence: [{ type: { value: 'vouch' } }] }, false],
    [
      'a vouch or a record',
      { evidence: [{ type: { value: 'vouch' } }, { type: { value: 'electronic_record' } }] },
      true,
    ],
    ['a check not made', document({ check_details: [{ check_method: { value: 'pvp' } }] }), false],
  ])('limited to %s is met or left unanswered', (_name, verification, met) => {
    expect(ask(verification) !== undefined).toBe(met);
  });

  it('leaves out claims that are not there or not as wanted, and answers nothing without any', () => {
    const claims = { family_name: { value: 'Okafor' }, birthdate: { value: '1980-01-01' }, address: null };
    expect(ask({}, claims)?.claims).toEqual({ family_name: 'Okafor' });
    expect(ask({}, { address: null, nhs_number: { essential: true } })).toBeUndefined();
  });

  it('for several kinds is answered for each that can be met, as a list', () => {
    const one = { verification: { trust_framework: null }, claims: { family_name: null } };
    const other = { verification: { trust_framework: { value: 'de_aml' } }, claims: { birthdate: null } };
    expect(answerVerifiedClaims([one, other, one], there, now)).toHaveLength(2);
    expect(answerVerifiedClaims([other], there, now)).toBeUndefined();
  });
});

test.each<[unknown]>([
  [null],
  [[]],
  ['all'],
  [{ claims: { family_name: null } }],
  [{ verification: {}, claims: { family_name: null } }],
  [{ verification: { trust_framework: 'uk_dapb3051' }, claims: { family_name: null } }],
  [{ verification: { trust_framework: null }, claims: {} }],
  [{ verification: { trust_framework: null }, claims: { family_name: 'Okafor' } }],
  [{ verification: { trust_framework: null, evidence: null }, claims: { family_name: null } }],
  [{ verification: { trust_framework: null, evidence: [{ type: null }] }, claims: { family_name: null } }],
  [
    {
      verification: { trust_framework: null, evidence: [{ type: { value: 'document', values: [] } }] },
      claims: { a: null },
    },
  ],
  [Array(11).fill({ verification: { trust_framework: null }, claims: { family_name: null } })],
])('A malformed request is known as one: %j', (member) => {
  expect(readRequests(member)).toBeUndefined();
});

test('Whatever is asked, nothing is said that is not there, and nothing throws', () => {
  const values = new Set(JSON.stringify(there).match(/"[^"]*"/g));
  fc.assert(
    fc.property(
      fc.object({ maxDepth: 4, key: fc.constantFrom('evidence', 'type', 'value', 'time', 'max_age', 'issuer') }),
      (asked) => {
        const answer = JSON.stringify(ask(asked) ?? {});
        expect(
          (answer.match(/"[^"]*"/g) ?? []).filter((text) => !values.has(text) && !/"(verification|claims)"/.test(text)),
        ).toEqual([]);
      },
    ),
  );
});
