/**
 * Stable codes for why a check did not pass or a case was referred or declined. Partners read them in the status API, pages turn them
 * into plain English and Welsh, caseworkers see them beside the case. A code is never renamed once released.
 */
export const reasons = [
  // Details and PDS trace
  'details_no_match',
  'details_many_matches',
  'details_restricted',
  'details_deceased',
  'details_invalidated',
  'details_differ',
  'details_limit_reached',
  'details_pds_unavailable',
  'details_duplicate',
  'under_13',
  // Photos
  'not_an_image',
  'image_too_large',
  'photo_blurred',
  'photo_dark',
  'photo_glare',
  'photo_overexposed',
  'photo_too_small',
  'photo_compressed',
  // Document
  'document_not_found',
  'document_unreadable',
  'document_low_confidence',
  'document_expired',
  'document_not_accepted',
  'document_name_differs',
  'document_birth_date_differs',
  'document_no_portrait',
  'document_attempts',
  // Face and liveness
  'face_consent_refused',
  'no_face',
  'several_faces',
  'face_too_small',
  'face_cut_off',
  'liveness_wrong_pose',
  'liveness_flat',
  'liveness_different_person',
  'liveness_times',
  'liveness_expired',
  'face_not_live_captured',
  'face_near_threshold',
  'face_differs',
  'face_attempts',
  // Review
  'review_passed',
  'review_document_unclear',
  'review_document_expired',
  'review_document_not_genuine',
  'review_face_differs',
  'review_name_differs',
  'review_birth_date_differs',
  'review_scan_unclear',
  'review_someone_else',
  'review_document_tampered',
  'review_document_not_accepted',
  'review_given_name_differs',
  'review_family_name_differs',
  'review_scan_nobody',
  'review_scan_no_face',
  'review_scan_several_people',
  'review_pds_postcode_differs',
  'review_pds_birth_date_differs',
  'review_pds_no_record',
  // Ends
  'case_expired',
  // The account was blocked, closed or changed while it was being verified.
  'account_changed',
  'cancelled_by_person',
] as const;

export type Reason = (typeof reasons)[number];
