import { type EvidenceKind, evidenceKinds } from '../gpg45/scores.js';
import type { Reason } from '../journey/reasons.js';

/** Why a checker may decline, by what is wrong: the document, who it belongs to, the face scan, the PDS record. */
export const declineReasons = {
  document: [
    'review_document_unclear',
    'review_document_expired',
    'review_document_tampered',
    'review_document_not_genuine',
    'review_document_not_accepted',
  ],
  person: [
    'review_face_differs',
    'review_given_name_differs',
    'review_family_name_differs',
    'review_name_differs',
    'review_birth_date_differs',
  ],
  scan: [
    'review_scan_nobody',
    'review_scan_no_face',
    'review_scan_unclear',
    'review_scan_several_people',
    'review_someone_else',
  ],
  pds: ['review_pds_postcode_differs', 'review_pds_birth_date_differs', 'review_pds_no_record'],
} as const satisfies Record<string, readonly Reason[]>;

export type DeclineReason = (typeof declineReasons)[keyof typeof declineReasons][number];

export const allDeclineReasons: readonly DeclineReason[] = Object.values(declineReasons).flat();

/** The document that a checker saw: one of those that count, another one, or one that nobody can make out. */
export type SeenDocument = EvidenceKind | 'other' | 'unknown';

export const seenDocuments: readonly SeenDocument[] = [...evidenceKinds, 'other', 'unknown'];

const ofDocument: readonly DeclineReason[] = [...declineReasons.document, ...declineReasons.person];

/** Whether a reason speaks of the document, and is kept with its kind. */
export const isOfDocument = (reason: DeclineReason): boolean => ofDocument.includes(reason);

/** What may be wrong with a document of this kind: one of a kind that counts cannot be of a kind that is not accepted. */
export function documentReasonsOf(kind: SeenDocument): readonly DeclineReason[] {
  if (kind === 'other' || kind === 'unknown') return ofDocument;
  return ofDocument.filter((reason) => reason !== 'review_document_not_accepted');
}
