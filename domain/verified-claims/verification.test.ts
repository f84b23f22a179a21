import { expect, test } from '@jest/globals';
import { explain } from '../gpg45/explain.js';
import { idaVerification } from './verification.js';

const at = new Date('2026-11-22T12:00:00Z');

test('A decision says to partners by which profile, from which evidence, and how it was checked', () => {
  const explanation = explain(
    {
      record: 'traced',
      document: { kind: 'driving-licence', examined: 'machine' },
      comparison: 'machine',
      signals: [],
      signalsWeighed: false,
    },
    '2026-11-22',
  );
  expect(idaVerification({ at, caseId: 'c', how: 'machine', record: { explanation, issuer: 'GBR' } })).toMatchObject({
    trust_framework: 'uk_dapb3051',
    assurance_level: 'P9',
    assurance_process: {
      policy: 'gpg45',
      procedure: 'M2B',
      assurance_details: [
        {
          assurance_type: 'evidence_validation',
          assurance_classification: 'score_2',
          evidence_ref: [{ check_id: 'c-1', evidence_metadata: { evidence_classification: 'score_3_strength' } }],
        },
        { evidence_ref: [{ check_id: 'c-2', evidence_metadata: { evidence_classification: 'score_2_strength' } }] },
        { assurance_type: 'verification', assurance_classification: 'score_3' },
        { assurance_type: 'counter_fraud', assurance_classification: 'score_1' },
        { assurance_type: 'activity_history', assurance_classification: 'score_1' },
      ],
    },
    time: '2026-11-22T12:00:00.000Z',
    evidence: [
      {
        type: 'document',
        check_details: [{ check_method: 'vdig', check_id: 'c-1' }, { check_method: 'bvr' }],
        document_details: { type: 'driving_permit', issuer: { country_code: 'GBR' } },
      },
      { type: 'electronic_record', check_details: [{ check_method: 'data', check_id: 'c-2' }] },
    ],
  });
});

test('A checker who met the person is not said to be a machine, and an unread document has no issuer', () => {
  const explanation = explain(
    {
      record: undefined,
      document: { kind: 'biometric-passport', examined: 'checker' },
      comparison: 'met',
      signals: [],
      signalsWeighed: true,
    },
    '2026-11-22',
  );
  const said = idaVerification({ at, caseId: 'c', how: 'review', record: { explanation } });
  expect(said).toMatchObject({
    evidence: [
      {
        check_details: [{ check_method: 'vri' }, { check_method: 'pvp' }],
        document_details: { type: 'passport' },
      },
    ],
  });
  expect(JSON.stringify(said)).not.toContain('country_code');
});

test('A proof without a kept decision says when and how, and no evidence', () => {
  expect(idaVerification({ at, caseId: 'c', how: 'review' })).toEqual({
    trust_framework: 'uk_dapb3051',
    assurance_level: 'P9',
    assurance_process: { policy: 'gpg45', procedure: 'review' },
    time: '2026-11-22T12:00:00.000Z',
    verification_process: 'c',
  });
});
