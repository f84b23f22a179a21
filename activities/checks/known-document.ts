import { type EvidenceKind, evidenceKindOf } from '../../domain/gpg45/scores.js';
import type { DocumentFields } from '../../evidence/document/document-fields.js';
import { type DocumentKind, kindOfMrz } from '../../evidence/document/kind.js';
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
  reading?: Pick<MrzReading, 'format' | 'fields' | 'confident'>;
  kind?: DocumentKind;
  fields?: DocumentFields;
  accepted?: boolean;
};

/** @returns undefined where nothing was read. */
export function knownDocument(fact: ReadDocument | undefined): KnownDocument | undefined {
  const fields = fact?.fields ?? fact?.reading?.fields;
  if (!fact || !fields) return undefined;
  const kind = fact.kind ?? (fact.reading ? kindOfMrz(fact.reading) : 'unknown');
  const { issuer, documentNumber: number, expiryDate } = fields;
  return {
    evidence: evidenceKindOf(kind, issuer),
    kind,
    issuer,
    number,
    ...(expiryDate ? { expiryDate } : {}),
    sure: fact.accepted ?? fact.reading?.confident ?? false,
  };
}
