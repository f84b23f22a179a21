import type { Reason } from '../journey/reasons.js';

/**
 * What a checker may ask a person to send once more: just that, and a checker looks at the case again. Details only while they match no NHS
 * record: then they are settled.
 */
export const askedPieces = ['document', 'face', 'details'] as const;

export type AskedPiece = (typeof askedPieces)[number];

/** How often in one case: then it is decided by what there is. */
export const mostAsks = 3;

/** What may be said to be wrong with it, each of which has its advice. */
export const askReasons: Readonly<Record<AskedPiece, readonly Reason[]>> = {
  document: [
    'review_document_unclear',
    'review_document_expired',
    'review_document_not_accepted',
    'review_document_not_genuine',
    'review_document_tampered',
    'review_given_name_differs',
    'review_family_name_differs',
    'review_name_differs',
    'review_birth_date_differs',
  ],
  face: [
    'review_scan_unclear',
    'review_scan_nobody',
    'review_scan_no_face',
    'review_scan_several_people',
    'review_someone_else',
    'review_face_differs',
  ],
  details: [
    'review_pds_postcode_differs',
    'review_pds_birth_date_differs',
    'review_pds_no_record',
    'review_given_name_differs',
    'review_family_name_differs',
    'review_name_differs',
    'review_birth_date_differs',
  ],
};
