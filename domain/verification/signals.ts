/**
 * Signs that evidence may not be what it seems. None refuses by itself: a weak one is shown to whoever reviews, a strong one refers the
 * case to two different checkers. A code is never renamed once released.
 */
export const signalCodes = [
  // The picture of the document
  'document_of_screen',
  'document_photocopy',
  'document_edited',
  'document_text_differs',
  // The face scan
  'scan_uploaded',
  'scan_flat',
  'scan_light_differs',
  'scan_light_absent',
  'scan_without_colours',
  'scan_not_continuous',
  'scan_times_implausible',
  'scan_frame_seen_before',
  'scan_warped',
  // What other accounts and lists say
  'document_blocked',
  'document_on_other_account',
  'nhs_number_on_other_account',
  'face_on_other_account',
  'velocity_device',
  'velocity_network',
  'evidence_disagrees',
] as const;

export type SignalCode = (typeof signalCodes)[number];

export type Signal = { code: SignalCode; strength: 'weak' | 'strong' };

/** Signals with more of them added: each code once, as strong as it was ever seen. */
export function addSignals(known: readonly Signal[], more: readonly Signal[]): Signal[] {
  const strengths = new Map<SignalCode, Signal['strength']>();
  for (const { code, strength } of [...known, ...more]) {
    if (strengths.get(code) !== 'strong') strengths.set(code, strength);
  }
  return [...strengths].map(([code, strength]) => ({ code, strength }));
}
