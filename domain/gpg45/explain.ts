import type { Level } from '../levels/levels.js';
import { bestProfile, type Missing, nearestProfile } from './match-profile.js';
import { type Confidence, confidences, profilesOn } from './profiles.js';
import { type CheckFacts, type PersonComparison, type ScoredCase, scoreCase } from './scores.js';

/** Why a case came to its level: kept with the case, shown to checkers, and the ground of `verified_claims`. Codes and numbers only. */
export type Explanation = {
  level: Level;
  /** The table of profiles it was decided by. */
  table: { version: string; from: string };
  /** The best profile met; absent where none is. */
  profile?: { name: string; confidence: Confidence };
  scores: ScoredCase;
  comparison?: PersonComparison;
  /** Where P9 is not reached: the nearest profile that would do, and what it lacks. */
  nearest?: { name: string; missing: Missing[] };
};

/** What P9 asks of GPG 45. */
const confidenceOfP9: Confidence = 'medium';

/**
 * The level that the checks of a case prove, and why. P9 (DAPB3051: physically compared with photo identity) takes a profile of medium
 * confidence or better *and* a comparison of the person with the document; P5 takes one matching PDS record, which is no GPG 45 profile.
 *
 * @param date YYYY-MM-DD, chooses the table of profiles
 */
export function explain(facts: CheckFacts, date: string): Explanation {
  const table = profilesOn(date);
  const scores = scoreCase(facts);
  const profile = bestProfile(scores, table);
  const { comparison } = facts;
  const level = levelOf({
    confidence: profile?.confidence,
    compared: scores.verification > 0,
    record: facts.record !== undefined,
  });
  const nearest = level === 'P9' ? undefined : nearestProfile(scores, table, confidenceOfP9);
  return {
    level,
    table: { version: table.version, from: table.from },
    ...(profile ? { profile: { name: profile.name, confidence: profile.confidence } } : {}),
    scores,
    ...(comparison ? { comparison } : {}),
    ...(nearest ? { nearest: { name: nearest.profile.name, missing: nearest.missing } } : {}),
  };
}

/** The level of a case by its profile's confidence, whether person and document were compared, and whether there is one PDS record. */
export function levelOf(proved: { confidence: Confidence | undefined; compared: boolean; record: boolean }): Level {
  const { confidence, compared, record } = proved;
  const sure = confidence !== undefined && confidences.indexOf(confidence) >= confidences.indexOf(confidenceOfP9);
  if (sure && compared) return 'P9';
  return record ? 'P5' : 'P0';
}

/** Whether the machine's search found the person's one PDS record: then the details are theirs, and a checker need not look for it. */
export const isTraced = (explanation: Explanation | undefined): boolean =>
  explanation?.scores.sources.activity === 'pds-trace';
