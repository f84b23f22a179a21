import { type EvidenceKind, evidenceKindOf } from '../../domain/gpg45/scores.js';
import { type DocumentKind, kindOfMrz } from '../../evidence/document/kind.js';
import type { DocumentReading } from '../../evidence/document/read-document.js';
import type { MrzReading } from '../../evidence/mrz/read-mrz.js';

/** A document that was read, as far as the decision and the search for its other uses need it. */
export type KnownDocument = {
  /** Undefined for a kind that proves nothing. */
  evidence: EvidenceKind | undefined;
  kind: DocumentKind;
  /** Code of ICAO 9303 part 3. */
  issuer: string;
  number: string;
  expiryDate?: string;
  /** Sure enough for a machine to decide by. */
  sure: boolean;
};

/** What the document check left of it, sealed. */
export type ReadDocument = {
  reading?: Pick<DocumentReading, 'kind' | 'fields' | 'accepted'> | Pick<MrzReading, 'format' | 'fields' | 'confident'>;
};

/** @returns undefined where nothing was read. */
export function knownDocument(fact: ReadDocument | undefined): KnownDocument | undefined {
  const reading = fact?.reading;
  if (!reading?.fields) return undefined;
  const kind = 'kind' in reading ? reading.kind : kindOfMrz(reading);
  const { issuer, documentNumber: number, expiryDate } = reading.fields;
  return {
    evidence: evidenceKindOf(kind, issuer),
    kind,
    issuer,
    number,
    ...(expiryDate ? { expiryDate } : {}),
    sure: 'accepted' in reading ? reading.accepted : reading.confident,
  };
}
