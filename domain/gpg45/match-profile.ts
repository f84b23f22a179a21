import { confidences, type PieceScore, type Profile, type ProfileTable, type Scores } from './profiles.js';

/** One thing that a profile asks for and the scores do not give. `piece` counts from 1, in the profile's order. */
export type Missing =
  | { part: 'evidence'; piece: number; needs: PieceScore }
  | { part: 'activity' | 'fraud' | 'verification'; has: number; needs: number };

const parts = ['activity', 'fraud', 'verification'] as const;

/**
 * What is missing from scores for a profile; nothing missing means that it is met. Each piece of evidence counts for one of the
 * profile's pieces only.
 */
export function missingFor(scores: Scores, { needs }: Profile): Missing[] {
  const pieces = unmatched(scores.evidence, needs.evidence);
  return [
    ...pieces.map(
      (at): Missing => ({
        part: 'evidence',
        piece: at + 1,
        needs: needs.evidence[at] ?? { strength: 0, validity: 0 },
      }),
    ),
    ...parts.flatMap((part): Missing[] =>
      scores[part] < needs[part] ? [{ part, has: scores[part], needs: needs[part] }] : [],
    ),
  ];
}

/** The best profile that the scores meet: of the highest confidence, the first in the table. */
export function bestProfile(scores: Scores, { profiles }: ProfileTable): Profile | undefined {
  const met = profiles.filter((profile) => missingFor(scores, profile).length === 0);
  return confidences
    .toReversed()
    .flatMap((confidence) => met.filter((profile) => profile.confidence === confidence))
    .at(0);
}

/** Of the profiles of at least a confidence, the one with the least missing: what would complete the case. */
export function nearestProfile(
  scores: Scores,
  { profiles }: ProfileTable,
  confidence: Profile['confidence'],
): { profile: Profile; missing: Missing[] } | undefined {
  const wanted = profiles.filter((one) => confidences.indexOf(one.confidence) >= confidences.indexOf(confidence));
  return wanted
    .map((profile) => ({ profile, missing: missingFor(scores, profile) }))
    .reduce<{ profile: Profile; missing: Missing[] } | undefined>(
      (best, one) => (best && distance(best.missing) <= distance(one.missing) ? best : one),
      undefined,
    );
}

/** Another document is asked for last: it weighs more than any check that can still be made. */
function distance(missing: readonly Missing[]): number {
  return missing.reduce((sum, one) => sum + (one.part === 'evidence' ? 5 : one.needs - one.has), 0);
}

/**
 * Which of the needed pieces no given one serves, in the assignment that leaves the fewest. Profiles have three pieces at most: all
 * orders are tried.
 */
function unmatched(given: readonly PieceScore[], needed: readonly PieceScore[]): number[] {
  const assign = (at: number, left: readonly PieceScore[]): number[] => {
    const need = needed[at];
    if (!need) return [];
    const serving = left.filter((one) => one.strength >= need.strength && one.validity >= need.validity);
    const ways = serving.map((one) => {
      const rest = [...left];
      rest.splice(rest.indexOf(one), 1);
      return assign(at + 1, rest);
    });
    const without = [at, ...assign(at + 1, left)];
    return [...ways, without].reduce((best, way) => (way.length < best.length ? way : best));
  };
  return assign(0, given);
}
