import type { Signal, SignalCode } from '../verification/signals.js';
import type { PieceScore, Scores } from './profiles.js';

/** Kinds of document that count as evidence, as GPG 45 tells them apart. */
export const evidenceKinds = [
  'biometric-passport',
  'passport',
  'identity-card',
  'residence-permit',
  'driving-licence',
] as const;

export type EvidenceKind = (typeof evidenceKinds)[number];

/** How the person was compared with the document: by machine with a live scan, by a checker in the pictures, or face to face. */
export type PersonComparison = 'machine' | 'pictures' | 'met';

/** What the checks of a case came to, as far as GPG 45 counts it. */
export type CheckFacts = {
  /** The details match one PDS record, by the trace or (a checker's word) by hand. */
  record: 'traced' | 'by-hand' | undefined;
  document:
    | {
        kind: EvidenceKind;
        /** Who found it genuine and in date: a machine that was sure of its reading, or a checker who looked. */
        examined: 'machine' | 'checker' | undefined;
      }
    | undefined;
  comparison: PersonComparison | undefined;
  signals: readonly Signal[];
  /** A checker (or two) weighed the signals and let the case pass. */
  signalsWeighed: boolean;
};

/** A piece of evidence with its scores and where they come from. */
export type ScoredPiece = PieceScore & { kind: EvidenceKind | 'pds-record' };

/** Which check a score rests on. `none`: nothing was done that would count. */
export type ScoreSource = 'document-check' | 'checker' | 'pds-trace' | 'face-match' | 'fraud-signals' | 'none';

export type ScoredCase = Omit<Scores, 'evidence'> & {
  evidence: readonly ScoredPiece[];
  sources: Readonly<Record<'strength' | 'validity' | 'activity' | 'fraud' | 'verification', ScoreSource>>;
};

/** Passports of these states have carried a chip by their own law for longer than a passport is valid: "biometric passport" in GPG 45. */
const biometricPassports = new Set(
  'GBR AUT BEL BGR CYP CZE D DEU DNK ESP EST FIN FRA GRC HRV HUN IRL ISL ITA LIE LTU LUX LVA MLT NLD NOR POL PRT ROU SVK SVN SWE CHE'.split(
    ' ',
  ),
);

/** Signs that the picture is not of a genuine document: the document then has no validity until a checker has looked. */
const doubtsDocument = new Set<SignalCode>([
  'document_of_screen',
  'document_photocopy',
  'document_edited',
  'document_text_differs',
  'document_blocked',
]);

/**
 * Scores a case as GPG 45 does, never higher than what was really done:
 * - strength ("Get evidence of the claimed identity"): biometric passports and residence permits 4, other passports, identity cards and photocard driving
 *   licences 3; a PDS record 2, as One Login counts a National Insurance record.
 * - validity ("Check the evidence is genuine or valid"): 2 where what can be seen was examined; 3 would take the chip, which a photo does not show.
 *   A PDS record is the issuer's own: 2.
 * - activity ("Check the claimed identity has existed over time"): 1 for a record of care in PDS.
 * - fraud ("Check if the claimed identity is at high risk of identity fraud"): 1 where PDS says that the person lives and the record is
 *   in force, and no strong signal stands against it, or checkers weighed it. Outside fraud data would give more.
 * - verification ("Check that the identity belongs to the person who's claiming it"): 3 for a live scan matched by machine, or the person met; 2
 *   for pictures compared by a checker.
 */
export function scoreCase(facts: CheckFacts): ScoredCase {
  const { document, record, comparison, signals, signalsWeighed } = facts;
  const strong = signals.filter(({ strength }) => strength === 'strong');
  const doubted = document?.examined !== 'checker' && strong.some(({ code }) => doubtsDocument.has(code));
  const examined = document && !doubted ? document.examined : undefined;
  const pieces: ScoredPiece[] = [];
  if (document) {
    pieces.push({ kind: document.kind, strength: strengthOf[document.kind], validity: examined ? 2 : 0 });
  }
  if (record) pieces.push({ kind: 'pds-record', strength: 2, validity: 2 });
  const clear = strong.length === 0 || signalsWeighed;
  const fraud = clear && (record !== undefined || signalsWeighed) ? 1 : 0;
  return {
    evidence: pieces,
    activity: record ? 1 : 0,
    fraud,
    verification: document && comparison ? verificationOf[comparison] : 0,
    sources: {
      strength: document ? 'document-check' : 'none',
      validity: examined === 'machine' ? 'document-check' : examined ? 'checker' : 'none',
      activity: record === 'traced' ? 'pds-trace' : record ? 'checker' : 'none',
      fraud: fraud === 0 ? 'none' : strong.length > 0 || !record ? 'checker' : 'fraud-signals',
      verification: !document || !comparison ? 'none' : comparison === 'machine' ? 'face-match' : 'checker',
    },
  };
}

const verificationOf: Readonly<Record<PersonComparison, number>> = { machine: 3, met: 3, pictures: 2 };

const strengthOf: Readonly<Record<EvidenceKind, number>> = {
  'biometric-passport': 4,
  'residence-permit': 4,
  passport: 3,
  'identity-card': 3,
  'driving-licence': 3,
};

/** Which evidence a document is, by its kind and who issued it (code of ICAO 9303 part 3); undefined where it counts for nothing. */
export function evidenceKindOf(kind: string, issuer: string): EvidenceKind | undefined {
  if (kind === 'passport' && biometricPassports.has(issuer)) return 'biometric-passport';
  return evidenceKinds.find((one) => one === kind && one !== 'biometric-passport');
}
