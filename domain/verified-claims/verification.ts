import type { Explanation } from '../gpg45/explain.js';
import type { ProofRecord } from '../gpg45/proof-record.js';
import type { PersonComparison, ScoredPiece } from '../gpg45/scores.js';

/** How P9 was proved: when, by which case, by a machine or a review, and the decision that was kept of it. */
export type Proof = { at: Date; caseId: string; how: string; record?: ProofRecord | undefined };

/** NHS standard DAPB3051 with its levels. Not `uk_diatf`: that an operator is certified for it is not ours to say. */
export const trustFramework = 'uk_dapb3051';

/** Codes of "Predefined values" of OpenID Connect for Identity Assurance: how a document is named there. */
export const documentTypes: Readonly<Record<Exclude<ScoredPiece['kind'], 'pds-record'>, string>> = {
  'biometric-passport': 'passport',
  passport: 'passport',
  'identity-card': 'idcard',
  'residence-permit': 'residence_permit',
  'driving-licence': 'driving_permit',
};

/** How the person was compared with it: biometric or physical, remotely or face to face. */
const comparisonMethods: Readonly<Record<PersonComparison, string>> = { machine: 'bvr', pictures: 'pvr', met: 'pvp' };

/** How a document is examined, by machine or by a person, and how a person is compared with it. */
export const checkMethods = ['vdig', 'vri', ...Object.values(comparisonMethods)];

/** The type of an evidence that is a PDS record. */
export const recordType = 'health_record';

/**
 * The `verification` of OpenID Connect for Identity Assurance 1.0 (section 5) for an account proved to P9: the GPG 45 profile as the
 * procedure, its scores as `assurance_details`, and each piece of evidence with the checks really made of it. No number of a document or
 * a record: who may have those asks for them as claims.
 */
export function idaVerification({ at, caseId, how, record }: Proof): Record<string, unknown> {
  const time = at.toISOString();
  const { explanation } = record ?? {};
  return {
    trust_framework: trustFramework,
    assurance_level: 'P9',
    assurance_process: {
      policy: 'gpg45',
      procedure: explanation?.profile?.name ?? how,
      ...(explanation ? { assurance_details: assuranceDetails(explanation, caseId) } : {}),
    },
    time,
    verification_process: caseId,
    ...(explanation ? { evidence: evidenceOf(explanation, caseId, time, record?.issuer) } : {}),
  };
}

const checkId = (caseId: string, index: number) => `${caseId}-${index + 1}`;

function assuranceDetails({ scores }: Explanation, caseId: string): object[] {
  const details = scores.evidence.map((piece, index) => ({
    assurance_type: 'evidence_validation',
    assurance_classification: `score_${piece.validity}`,
    evidence_ref: [
      {
        check_id: checkId(caseId, index),
        evidence_metadata: { evidence_classification: `score_${piece.strength}_strength` },
      },
    ],
  }));
  const others = [
    ['verification', scores.verification],
    ['counter_fraud', scores.fraud],
    ['activity_history', scores.activity],
  ] as const;
  return [
    ...details,
    ...others.map(([type, score]) => ({ assurance_type: type, assurance_classification: `score_${score}` })),
  ];
}

function evidenceOf({ scores, comparison }: Explanation, caseId: string, time: string, issuer?: string): object[] {
  const examined = scores.sources.validity === 'checker' ? 'vri' : 'vdig';
  return scores.evidence.map((piece, index) =>
    piece.kind === 'pds-record'
      ? recordEvidence(checkId(caseId, index), time)
      : {
          type: 'document',
          check_details: [
            ...(piece.validity > 0 ? [{ check_method: examined, check_id: checkId(caseId, index), time }] : []),
            ...(comparison ? [{ check_method: comparisonMethods[comparison], time }] : []),
          ],
          document_details: {
            type: documentTypes[piece.kind],
            ...(issuer ? { issuer: { country_code: issuer } } : {}),
          },
        },
  );
}

function recordEvidence(checkId: string, time: string): object {
  return {
    type: 'electronic_record',
    check_details: [
      { check_method: 'data', organization: 'NHS England, Personal Demographics Service', check_id: checkId, time },
    ],
    record: { type: recordType, source: { name: 'Personal Demographics Service', country_code: 'GBR' } },
  };
}
