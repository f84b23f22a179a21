/** Why a photo cannot be used: stable codes, each with its advice to the person. */
export type PhotoReason =
  | 'photo_blurred'
  | 'photo_dark'
  | 'photo_overexposed'
  | 'photo_glare'
  | 'photo_too_small'
  | 'photo_compressed'
  | 'no_face'
  | 'several_faces'
  | 'face_too_small'
  | 'face_cut_off';

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
