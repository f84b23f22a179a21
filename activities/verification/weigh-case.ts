import { type Attestation, factsOfPass } from '../../domain/gpg45/attestation.js';
import { explain } from '../../domain/gpg45/explain.js';

import type { Level } from '../../domain/levels/levels.js';
import type { Signal } from '../../domain/verification/signals.js';
import type { VerificationDeps } from './activities.js';
import { checksOf } from './checks-of-case.js';

/** Which level the checks of a case prove, and why, by GPG 45: kept with the case, sealed, and in codes in the audit. */
export function weighCaseActivity({ store }: Pick<VerificationDeps, 'store'>) {
  return {
    /**
     * @param weighing `matched`: PDS found one record; `attested`: what a checker let it pass on; `sequence`: another number each time
     * @returns the level proved
     */
    async weighCase(weighing: {
      caseId: string;
      accountId: string;
      matched: boolean;
      signals: Signal[];
      attested?: Attestation;
      sequence: number;
      now: number;
    }): Promise<Level> {
      const { caseId, accountId, matched, signals, attested, sequence } = weighing;
      const now = new Date(weighing.now);
      const facts = attested
        ? factsOfPass(attested, matched, signals)
        : await checksOf(store, caseId, matched, signals);
      const explanation = explain(facts, now.toISOString().slice(0, 10));
      await store.evidence.putFact(caseId, 'decision', sequence, explanation, now);
      const { level, profile, scores, nearest } = explanation;
      const actor = { kind: 'system', id: 'gpg45' } as const;
      const details = {
        level,
        profile: profile?.name ?? 'none',
        table: explanation.table.from,
        ...(nearest ? { nearest: nearest.name } : {}),
        ...(facts.document ? { document: facts.document.kind } : {}),
        ...(facts.comparison ? { comparison: facts.comparison } : {}),
        scores: [
          ...scores.evidence.map(({ strength, validity }) => `${strength}${validity}`),
          `activity ${scores.activity}`,
          `fraud ${scores.fraud}`,
          `verification ${scores.verification}`,
        ],
        signals: signals.map(({ code, strength }) => `${code} ${strength}`),
      };
      await store.audit.append(
        { at: now, actor, action: 'case.weighed', accountId, caseId, details },
        `weighed-${caseId}-${sequence}`,
      );
      return level;
    },
  };
}
