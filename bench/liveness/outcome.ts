import type { LivenessChallenge } from '../../evidence/liveness/challenge.js';
import { isDoubtful } from '../../evidence/liveness/doubt.js';
import { bitsDiffering, COPY_BITS } from '../../evidence/liveness/frame-hash.js';
import { judgeLooks, type Look } from '../../evidence/liveness/judge-liveness.js';

/** What came of a presentation: a machine took it, a person is asked, or it is to be done again. */
export type Outcome = { attack: string; seed: number; result: 'accepted' | 'referred' | 'refused'; why: string[] };

/** So many frames seen before are no chance (activities/checks/check-face.ts). */
const REPLAYED_FRAMES = 3;

/** Judges as the check does. @param known hashes of frames that came before */
export function outcomeOf(
  attack: string,
  seed: number,
  looks: readonly Look[],
  challenge: LivenessChallenge,
  known: readonly Uint8Array[] = [],
): Outcome {
  const { passed, reasons, signals } = judgeLooks(looks, challenge);
  if (!passed) return { attack, seed, result: 'refused', why: [...reasons] };
  const seen = looks.filter(({ hash }) => known.some((one) => bitsDiffering(one, hash) <= COPY_BITS)).length;
  if (seen > 0) {
    signals.push({ code: 'scan_frame_seen_before', strength: seen >= REPLAYED_FRAMES ? 'strong' : 'weak' });
  }
  const why = signals.map(({ code, strength }) => `${code} (${strength})`);
  return { attack, seed, result: isDoubtful(signals) ? 'referred' : 'accepted', why };
}
