/** Why a photo cannot be used: stable codes of `domain/journey/reasons.ts`, each with its advice to the person. */
export type PhotoReason =
  | 'photo_blurred'
  | 'photo_dark'
  | 'photo_overexposed'
  | 'photo_glare'
  | 'photo_low_contrast'
  | 'photo_noisy'
  | 'photo_colours'
  | 'photo_too_small'
  | 'photo_compressed'
  | 'document_cut_off'
  | 'document_too_far'
  | 'document_tilted'
  | 'no_face'
  | 'several_faces'
  | 'face_too_small'
  | 'face_cut_off'
  | 'face_covered'
  | 'face_not_straight';

export interface PhotoVerdict {
  ok: boolean;
  /** Empty exactly when ok; the first is the one to tell first. */
  reasons: PhotoReason[];
  /** What was measured, by name, for the checker and for tuning. */
  measures: Record<string, number>;
}

/** A verdict from rules in order of importance: those whose condition holds become reasons. */
export function verdictOf(
  measures: Record<string, number>,
  rules: readonly (readonly [reason: PhotoReason, broken: boolean])[],
): PhotoVerdict {
  const reasons = rules.filter(([, broken]) => broken).map(([reason]) => reason);
  return { ok: reasons.length === 0, reasons, measures };
}
