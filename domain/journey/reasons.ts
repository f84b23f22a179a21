/** What a reason is about. */
export type ReasonTopic = 'details' | 'photo' | 'document' | 'face' | 'review' | 'end';

/**
 * How the person hears of it: `advice`: words of its own in English and Welsh (`reason.<code>` in ui/words), which say what to do
 * differently; `page`: a page of its own; `unsaid`: only partners and checkers read it, beside what the page says of the case.
 */
export type ReasonTelling = 'advice' | 'page' | 'unsaid';

type ReasonRow = {
  about: ReasonTopic;
  /** The version of this list that brought it. */
  since: number;
  person: ReasonTelling;
  /** For partners and developers, in one sentence. */
  meaning: string;
};

/** The version of this list. A higher one has more codes: a code is never renamed, never removed and never means something else. */
export const reasonsVersion = 4;

const row = (about: ReasonTopic, since: number, person: ReasonTelling, meaning: string): ReasonRow => ({
  about,
  since,
  person,
  meaning,
});

/**
 * Stable codes for why a check did not pass or a case was referred or declined. Partners read them in the status API, pages turn them
 * into plain English and Welsh, caseworkers see them beside the case. docs/toolkit/reasons.md is made from this table (`npm run docs`).
 */
export const reasonTable = {
  // Details and PDS trace
  details_no_match: row('details', 1, 'page', 'No PDS record agrees with the details (or one that may not be shown).'),
  details_many_matches: row('details', 1, 'page', 'Several records agree.'),
  details_restricted: row('details', 1, 'page', 'Kept from partners, who see details_no_match.'),
  details_deceased: row('details', 1, 'page', 'The record says that the person died.'),
  details_invalidated: row('details', 1, 'page', 'The record was withdrawn.'),
  details_differ: row('details', 1, 'page', 'The record of the NHS number is somebody else’s.'),
  details_limit_reached: row('details', 1, 'page', 'Three searches in 24 hours were made.'),
  details_pds_unavailable: row('details', 1, 'page', 'PDS did not answer.'),
  details_duplicate: row('details', 1, 'advice', 'Another account has this NHS number.'),
  under_13: row('details', 1, 'page', 'Younger than 13.'),
  // Photos
  not_an_image: row('photo', 1, 'advice', 'The file is no picture that can be read.'),
  image_too_large: row('photo', 1, 'advice', 'The picture is too large.'),
  photo_blurred: row('photo', 1, 'advice', 'The photo is blurred.'),
  photo_dark: row('photo', 1, 'advice', 'The photo is too dark.'),
  photo_glare: row('photo', 1, 'advice', 'Light is reflected on the document.'),
  photo_overexposed: row('photo', 1, 'advice', 'The photo is too bright.'),
  photo_too_small: row('photo', 1, 'advice', 'The photo has too few pixels.'),
  photo_compressed: row('photo', 1, 'advice', 'The photo was compressed too much.'),
  photo_low_contrast: row('photo', 2, 'advice', 'Light and dark hardly differ in the photo.'),
  photo_noisy: row('photo', 2, 'advice', 'The photo is grainy.'),
  photo_colours: row('photo', 2, 'advice', 'Coloured light or a filter changed the colours.'),
  // Document
  document_not_found: row('document', 1, 'advice', 'There is no document in the photo.'),
  document_cut_off: row('document', 2, 'advice', 'A part of the document lies outside the photo.'),
  document_too_far: row('document', 2, 'advice', 'The document is too small in the photo.'),
  document_tilted: row('document', 2, 'advice', 'The document was photographed from too far to one side.'),
  document_unreadable: row('document', 1, 'advice', 'What is to be read on it could not be read.'),
  document_other_side_needed: row(
    'document',
    2,
    'advice',
    'The side sent is good; the other side of the card is missing.',
  ),
  document_sides_differ: row('document', 2, 'advice', 'Front and back are not of the same card.'),
  document_low_confidence: row('document', 1, 'unsaid', 'It was read, but not surely.'),
  document_expired: row('document', 1, 'advice', 'Expired more than 12 months ago.'),
  document_not_accepted: row(
    'document',
    1,
    'advice',
    'A visa, a certificate or another kind of document that is not accepted.',
  ),
  document_name_differs: row('document', 1, 'unsaid', 'Another name than in the details.'),
  document_birth_date_differs: row('document', 1, 'unsaid', 'Another date of birth than in the details.'),
  document_no_portrait: row('document', 1, 'advice', 'No usable portrait in the document.'),
  document_attempts: row(
    'document',
    1,
    'unsaid',
    'Three photos of the document did not do, and the person asked for a review.',
  ),
  document_limit_reached: row('document', 2, 'advice', 'Six photos of documents within 24 hours did not do.'),
  // Face and liveness
  face_consent_refused: row('face', 1, 'unsaid', 'The person does not want their face compared by machine.'),
  no_face: row('face', 1, 'advice', 'No face is seen.'),
  several_faces: row('face', 1, 'advice', 'More than one face is seen.'),
  face_too_small: row('face', 1, 'advice', 'The face is too far away.'),
  face_cut_off: row('face', 1, 'advice', 'The face is not wholly in the picture.'),
  face_covered: row('face', 2, 'advice', 'Something covers a part of the face.'),
  face_not_straight: row('face', 2, 'advice', 'The face does not look straight at the camera.'),
  liveness_wrong_pose: row('face', 1, 'advice', 'The head was not turned as asked.'),
  liveness_flat: row('face', 1, 'advice', 'What was filmed looks flat, like a picture.'),
  liveness_different_person: row('face', 1, 'advice', 'The frames do not show one and the same person.'),
  liveness_times: row('face', 1, 'advice', 'The scan was too fast, or its times make no sense.'),
  liveness_expired: row('face', 1, 'advice', 'The scan was sent later than 15 minutes after it was asked for.'),
  face_not_live_captured: row('face', 1, 'unsaid', 'A photo was uploaded instead of a scan.'),
  face_near_threshold: row('face', 1, 'unsaid', 'The match is too close to call.'),
  face_differs: row('face', 1, 'advice', 'The face does not match the document.'),
  face_attempts: row('face', 1, 'unsaid', 'Three scans did not do, and the person asked for a review.'),
  face_limit_reached: row('face', 2, 'advice', 'Six scans within 24 hours did not do.'),
  // Review
  further_checks: row('review', 2, 'unsaid', 'More than one caseworker looks at it; why is told to caseworkers only.'),
  evidence_not_enough: row(
    'review',
    2,
    'unsaid',
    'What was proved does not add up to the level by machine: a caseworker may add to it.',
  ),
  sampled_for_review: row(
    'review',
    4,
    'unsaid',
    'Nothing was wrong: a share of cases that machines could pass is decided by caseworkers.',
  ),
  review_passed: row(
    'review',
    1,
    'unsaid',
    'A caseworker was satisfied. Kept from partners today: verified comes without reasons.',
  ),
  review_document_unclear: row('review', 1, 'advice', 'Caseworker: the document cannot be made out.'),
  review_document_expired: row('review', 1, 'advice', 'Caseworker: the document has expired.'),
  review_document_not_genuine: row('review', 1, 'advice', 'Caseworker: the document is not genuine.'),
  review_face_differs: row('review', 1, 'advice', 'Caseworker: another person than in the document.'),
  review_name_differs: row('review', 1, 'advice', 'Caseworker: the name differs.'),
  review_birth_date_differs: row('review', 1, 'advice', 'Caseworker: the date of birth differs.'),
  review_scan_unclear: row('review', 1, 'advice', 'Caseworker: the scan cannot be made out.'),
  review_someone_else: row('review', 1, 'advice', 'Caseworker: somebody else was telling the person what to do.'),
  review_document_tampered: row('review', 1, 'advice', 'Caseworker: the document was changed.'),
  review_document_not_accepted: row('review', 1, 'advice', 'Caseworker: this kind of document is not accepted.'),
  review_given_name_differs: row('review', 1, 'advice', 'Caseworker: the given name differs.'),
  review_family_name_differs: row('review', 1, 'advice', 'Caseworker: the family name differs.'),
  review_scan_nobody: row('review', 1, 'advice', 'Caseworker: nobody is in the scan.'),
  review_scan_no_face: row('review', 1, 'advice', 'Caseworker: no face is in the scan.'),
  review_scan_several_people: row('review', 1, 'advice', 'Caseworker: several people are in the scan.'),
  review_pds_postcode_differs: row('review', 1, 'advice', 'Caseworker: the postcode is not that of the PDS record.'),
  review_pds_birth_date_differs: row(
    'review',
    1,
    'advice',
    'Caseworker: the date of birth is not that of the PDS record.',
  ),
  review_pds_no_record: row('review', 1, 'advice', 'Caseworker: there is no PDS record of this person.'),
  // Ends
  case_expired: row('end', 1, 'page', 'Nothing happened for 28 days.'),
  account_changed: row('end', 1, 'advice', 'The account was blocked, closed or changed while it was being verified.'),
  cancelled_by_person: row('end', 1, 'page', 'The person stopped.'),
  cancelled_by_partner: row('end', 3, 'page', 'The partner took it back.'),
} satisfies Record<string, ReasonRow>;

export type Reason = keyof typeof reasonTable;

export const reasons = Object.keys(reasonTable) as Reason[];
