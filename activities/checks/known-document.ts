import { type EvidenceKind, evidenceKindOf } from '../../domain/gpg45/scores.js';
import type { DocumentFields } from '../../evidence/document/document-fields.js';
import type { DocumentKind } from '../../evidence/document/kind.js';

/** A document that was read, as far as the decision and the search for its other uses need it. */
export type KnownDocument = {
  /** Undefined for a kind that proves nothing. */
  evidence: EvidenceKind | undefined;
  kind: DocumentKind;
  /** Code of ICAO 9303 part 3. */
  issuer: string;
  number: string;
  /** Sure enough for a machine to decide by. */
  sure: boolean;
};

/** What the document check left of it, sealed. */
export type ReadDocument = {
  kind?: DocumentKind;
  fields?: DocumentFields;
  accepted: boolean;
};

/** @returns undefined where nothing was read. */
export function knownDocument(fact: ReadDocument | undefined): KnownDocument | undefined {
  if (!fact?.fields || !fact.kind) return undefined;
  const { kind, accepted: sure } = fact;
  const { issuer, documentNumber: number } = fact.fields;
  return {
    evidence: evidenceKindOf(kind, issuer),
    kind,
    issuer,
    number,
    sure,
  };
}
