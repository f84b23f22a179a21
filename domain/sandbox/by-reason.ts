import { type Reason, reasons, reasonTable } from '../journey/reasons.js';
import type { TraceOutcome } from '../verification/check-results.js';
import { type Forced, type ForcedCheck, good, passing, refer, retake } from './forced.js';

const traces: Partial<Record<Reason, readonly TraceOutcome[]>> = {
  details_no_match: ['none'],
  details_many_matches: ['many'],
  details_restricted: ['restricted'],
  details_deceased: ['deceased'],
  details_invalidated: ['invalidated'],
  details_differ: ['differ'],
  details_limit_reached: ['limit'],
  details_pds_unavailable: ['unavailable', 'match'],
  details_duplicate: ['duplicate'],
  under_13: ['too-young'],
  account_changed: ['refused'],
};

/** What a check answers with, where that is not "take it again" and then good. */
const checks: Partial<Record<Reason, readonly ForcedCheck[]>> = {
  document_low_confidence: [refer('document_low_confidence')],
  document_name_differs: [refer('document_name_differs')],
  document_birth_date_differs: [refer('document_birth_date_differs')],
  document_attempts: [retake('document_unreadable')],
  document_limit_reached: [retake('document_unreadable', 'document_limit_reached')],
  face_not_live_captured: [refer('face_not_live_captured')],
  face_near_threshold: [refer('face_near_threshold')],
  face_attempts: [retake('face_too_small')],
  face_limit_reached: [retake('face_too_small', 'face_limit_reached')],
  further_checks: [{ ...refer('further_checks'), signals: [{ code: 'face_on_other_account', strength: 'strong' }] }],
  evidence_not_enough: [refer('evidence_not_enough')],
  sampled_for_review: [refer('sampled_for_review')],
};

/** Reasons that come of what people or partners do: any test person shows them. */
export const reachedByDoing: Readonly<Partial<Record<Reason, string>>> = {
  face_consent_refused: 'refuse the use of face data',
  cancelled_by_person: 'take back what was sent, on the page of the account',
  cancelled_by_partner: 'cancel it by the API',
};

/** What is forced so that a reason comes up; undefined for one that comes of what somebody does. */
export function forcedBy(reason: Reason): Forced | undefined {
  if (reason in reachedByDoing) return undefined;
  const trace = traces[reason];
  if (trace) return { ...passing, trace };
  if (reason === 'case_expired') return { ...passing, expires: true };
  const { about } = reasonTable[reason];
  const check = checks[reason] ?? [retake(reason), good];
  if (about === 'photo' || about === 'document') return { ...passing, document: check };
  if (about === 'face') return { ...passing, face: check };
  if (checks[reason]) return { ...passing, face: check };
  const referred = { ...passing, face: [refer('face_near_threshold')] };
  return reason === 'review_passed' ? referred : { ...referred, review: { outcome: 'decline', reasons: [reason] } };
}

const checkOf = (reason: Reason): 'document' | 'face' | undefined => {
  const { about } = reasonTable[reason];
  if (about === 'face') return 'face';
  return about === 'photo' || about === 'document' ? 'document' : undefined;
};

/** Reasons that one picture can give by itself: those of photos, documents and faces, but for those that take three. */
export const pictureReasons: readonly Reason[] = reasons.filter((reason) => {
  const check = checkOf(reason);
  return check && forcedBy(reason)?.[check][0]?.reasons.includes(reason);
});

/** What a picture that says a reason comes to, at the check that the reason belongs to. */
export function pictureCheck(reason: Reason, check: 'document' | 'face'): ForcedCheck | undefined {
  if (!pictureReasons.includes(reason) || checkOf(reason) !== check) return undefined;
  return forcedBy(reason)?.[check][0];
}
