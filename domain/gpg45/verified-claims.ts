import type { ProofRecord } from './proof-record.js';
import type { PersonComparison, ScoredPiece } from './scores.js';

/** When and by which case something was proved. */
type Proved = { at: Date; caseId: string };

/** Codes of "Predefined values" of OpenID Connect for Identity Assurance: how a document is named there. */
const documentTypes: Readonly<Record<Exclude<ScoredPiece['kind'], 'pds-record'>, string>> = {
  'biometric-passport': 'passport',
  passport: 'passport',
  'identity-card': 'idcard',
  'residence-permit': 'residence_permit',
  'driving-licence': 'driving_permit',
};

/** How the person was compared with it: biometric or physical, remotely or face to face. */
const comparisonMethods: Readonly<Record<PersonComparison, string>> = { machine: 'bvr', pictures: 'pvr', met: 'pvp' };

/**
 * What OpenID Connect for Identity Assurance 1.0 (section 5) says of a decision by GPG 45: the profile as the procedure, its scores as
 * `assurance_details`, and each piece of evidence with the checks made of it. No number of a document or a record: who may have those
 * asks for them as claims.
 */
export function idaVerification({ explanation, issuer }: ProofRecord, { at, caseId }: Proved): object {
  const { scores, profile, comparison } = explanation;
  const time = at.toISOString();
  const checkId = (index: number) => `${caseId}-${index + 1}`;
  const details = scores.evidence.map((piece, index) => ({
    assurance_type: 'evidence_validation',
    assurance_classification: `score_${piece.validity}`,
    evidence_ref: [
      { check_id: checkId(index), evidence_metadata: { evidence_classification: `score_${piece.strength}_strength` } },
    ],
  }));
  const others = [
    ['verification', scores.verification],
    ['counter_fraud', scores.fraud],
    ['activity_history', scores.activity],
  ] as const;
  return {
    trust_framework: 'uk_diatf',
    ...(profile ? { assurance_level: profile.confidence.replace('-', '_') } : {}),
    assurance_process: {
      policy: 'gpg45',
      ...(profile ? { procedure: profile.name } : {}),
      assurance_details: [
        ...details,
        ...others.map(([type, score]) => ({ assurance_type: type, assurance_classification: `score_${score}` })),
      ],
    },
    time,
    verification_process: caseId,
    evidence: scores.evidence.map((piece, index) =>
      piece.kind === 'pds-record'
        ? recordEvidence(checkId(index), time)
        : {
            type: 'document',
            check_details: [
              { check_method: scores.sources.validity === 'checker' ? 'vri' : 'vdig', check_id: checkId(index), time },
              ...(comparison ? [{ check_method: comparisonMethods[comparison], time }] : []),
            ],
            document_details: {
              type: documentTypes[piece.kind],
              ...(issuer ? { issuer: { country_code: issuer } } : {}),
            },
          },
    ),
  };
}

function recordEvidence(checkId: string, time: string): object {
  return {
    type: 'electronic_record',
    check_details: [
      { check_method: 'data', organization: 'NHS England, Personal Demographics Service', check_id: checkId, time },
    ],
    record: { type: 'health_record', source: { name: 'Personal Demographics Service', country_code: 'GBR' } },
  };
}
