import type { Signal } from '../verification/signals.js';
import type { CheckFacts, EvidenceKind } from './scores.js';

/** What a checker puts their name to when they let a case pass. */
export type Attestation = {
  /** The document they looked at. */
  document: EvidenceKind;
  /** How they compared the person with it: in the pictures, or face to face (in person or by video call). */
  comparison: (typeof attestedComparisons)[number];
  /** They found the person's one record in PDS by hand, where the machine's search had found none. */
  record: boolean;
};

export const attestedComparisons = ['pictures', 'met'] as const;

/** What a case that a checker lets pass counts as. @param traced the machine had found the person's one PDS record */
export function factsOfPass(attested: Attestation, traced: boolean, signals: readonly Signal[]): CheckFacts {
  const { document: kind, comparison, record } = attested;
  return {
    record: traced ? 'traced' : record ? 'by-hand' : undefined,
    document: { kind, examined: 'checker' },
    comparison,
    signals,
    signalsWeighed: true,
  };
}
