import type { CheckResult } from './check-results.js';
import type { Reason } from './reasons.js';

/** What a case has shown when its last check is done. */
export type Evidence = {
  /** One PDS record matched the details (GPG 45 identity fraud and activity checks rest on it). */
  pdsMatched: boolean;
  /** Why a person must look at it, gathered on the way. */
  referrals: readonly Reason[];
  face: CheckResult;
};

/** What happens next. */
export type Verdict =
  | { outcome: 'pass' }
  | { outcome: 'refer'; reasons: Reason[] }
  | { outcome: 'retake'; reasons: Reason[] };

/**
 * The decision on photo identity by machine. A passport whose portrait matches a live face is GPG 45 strength 4, validity 2 and
 * verification 3; with the PDS record behind it the profile is M1A or better. Anything missing or doubtful goes to a person: machines
 * pass, they never refuse.
 */
export function decide({ pdsMatched, referrals, face }: Evidence): Verdict {
  if (face.verdict === 'retake') return { outcome: 'retake', reasons: face.reasons };
  if (pdsMatched && referrals.length === 0 && face.verdict === 'good') return { outcome: 'pass' };
  const reasons = new Set([...referrals, ...(face.verdict === 'refer' ? face.reasons : [])]);
  if (!pdsMatched && reasons.size === 0) reasons.add('details_no_match');
  return { outcome: 'refer', reasons: [...reasons] };
}
