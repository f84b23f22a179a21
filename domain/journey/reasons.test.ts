import { describe, expect, test } from '@jest/globals';
import { reasons, reasonsVersion, reasonTable } from './reasons.js';

/** The codes of version 1, as partners may have them in their programs. */
const ofVersion1 = `
  details_no_match details_many_matches details_restricted details_deceased details_invalidated details_differ
  details_limit_reached details_pds_unavailable details_duplicate under_13 not_an_image image_too_large photo_blurred photo_dark
  photo_glare photo_overexposed photo_too_small photo_compressed document_not_found document_unreadable document_low_confidence
  document_expired document_not_accepted document_name_differs document_birth_date_differs document_no_portrait document_attempts
  face_consent_refused no_face several_faces face_too_small face_cut_off liveness_wrong_pose liveness_flat
  liveness_different_person liveness_times liveness_expired face_not_live_captured face_near_threshold face_differs face_attempts
  review_passed review_document_unclear review_document_expired review_document_not_genuine review_face_differs
  review_name_differs review_birth_date_differs review_scan_unclear review_someone_else review_document_tampered
  review_document_not_accepted review_given_name_differs review_family_name_differs review_scan_nobody review_scan_no_face
  review_scan_several_people review_pds_postcode_differs review_pds_birth_date_differs review_pds_no_record case_expired
  account_changed cancelled_by_person`
  .trim()
  .split(/\s+/);

describe('Reasons', () => {
  test('of a released version stay for good, and newer ones say from which version on', () => {
    expect(reasons.filter((code) => reasonTable[code].since === 1).sort()).toEqual([...ofVersion1].sort());
    for (const code of reasons) expect(reasonTable[code].since).toBeLessThanOrEqual(reasonsVersion);
    expect(Math.max(...reasons.map((code) => reasonTable[code].since))).toBe(reasonsVersion);
  });

  test('are codes that programs can keep, each with one plain sentence', () => {
    for (const code of reasons) {
      expect(code).toMatch(/^[a-z]+(_[a-z\d]+)*$/);
      expect(reasonTable[code].meaning).toMatch(/^[A-Z][^|]*\.$/);
    }
  });
});
