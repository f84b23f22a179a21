import { type Explanation, isTraced } from '../../../domain/gpg45/explain.js';
import type { Review } from '../../../store/casework/review.js';

/** Why the case stands where it stands, for the page: codes that its words turn into sentences. Undefined where it was not weighed yet. */
export function explanationView(explanation: Explanation | undefined) {
  if (!explanation) return undefined;
  const { level, profile, table, scores, nearest } = explanation;
  const { evidence, activity, fraud, verification, sources } = scores;
  return {
    level,
    profile,
    version: table.version,
    pieces: evidence.map(({ kind, strength, validity }) => ({ kind, strength, validity })),
    rows: [
      { part: 'strength', score: evidence[0]?.strength ?? 0, source: sources.strength },
      { part: 'validity', score: evidence[0]?.validity ?? 0, source: sources.validity },
      { part: 'activity', score: activity, source: sources.activity },
      { part: 'fraud', score: fraud, source: sources.fraud },
      { part: 'verification', score: verification, source: sources.verification },
    ],
    nearest: nearest?.name,
    missing: (nearest?.missing ?? []).map((one) =>
      one.part === 'evidence'
        ? { part: one.part, strength: one.needs.strength, validity: one.needs.validity }
        : { part: one.part, has: one.has, needs: one.needs },
    ),
    traced: isTraced(explanation),
    document: evidence.find(({ kind }) => kind !== 'pds-record')?.kind,
  };
}

/** Signs of fraud, the strong ones first. */
export function signalsView({ signals = [] }: Pick<Review, 'signals'>) {
  return signals.toSorted((a, b) => Number(b.strength === 'strong') - Number(a.strength === 'strong'));
}
