import type { Explanation } from '../../domain/gpg45/explain.js';
import type { ProofRecord } from '../../domain/gpg45/proof-record.js';
import type { Level } from '../../domain/levels/levels.js';
import { knownDocument, type ReadDocument } from '../checks/known-document.js';
import type { FaceTemplate } from '../checks/search-faces.js';
import type { VerificationDeps } from './activities.js';
import { provedIdentity } from './proved-identity.js';

/** Levels are raised here and nowhere else: by conditional writes, before `verified` is projected. */
export function raiseLevelActivity({ store }: VerificationDeps) {
  return {
    /**
     * Claims the NHS number for the account (unique by insert), then raises its level in the epoch in which it was proved.
     * P9 takes a decision kept with the case that says so: person and document were compared.
     * @returns `duplicate` when another account holds the NHS number, `refused` when the account was blocked or changed meanwhile, or
     * P9 was not proved.
     */
    async raiseLevel(raise: {
      caseId: string;
      accountId: string;
      accountEpoch: number;
      level: Level;
      how: string;
      now: number;
    }): Promise<'raised' | 'duplicate' | 'refused'> {
      const { caseId, accountId, level, how } = raise;
      const now = new Date(raise.now);
      const proof = level === 'P9' ? await proofOf(caseId) : undefined;
      if (level === 'P9' && !proof) return 'refused';
      const identity = await provedIdentity(store, caseId);
      let claimedAnew = false;
      if (identity?.nhsNumber) {
        // One account is one person: a second NHS number is never put in place of the first.
        const account = await store.accounts.byId(accountId);
        const known = account && store.accounts.identity(account)?.nhsNumber;
        if (known && known !== identity.nhsNumber) return 'refused';
        const claimed = await store.identities.claim(identity.nhsNumber, accountId, now);
        if (claimed === 'taken') return 'duplicate';
        claimedAnew = known === undefined;
      }
      const raised = await store.accounts.raiseLevel({
        accountId,
        epoch: raise.accountEpoch,
        level,
        identity,
        proof,
        caseId,
        how,
        now,
      });
      if (raised === 'refused') {
        // Claimed for nothing: whoever the number belongs to may yet come with another account.
        if (identity?.nhsNumber && claimedAnew) await store.identities.release(identity.nhsNumber, accountId);
        return 'refused';
      }
      if (level === 'P9') await keepFace(caseId, accountId, now);
      if (level === 'P9' && how === 'machine') {
        const finished = { _id: caseId, caseId, accountId, outcome: 'pass', sampledAt: now } as const;
        await store.assurance.sample({ ...finished, by: ['machine'], barred: [] });
      }
      const actor = { kind: 'system', id: 'verification' } as const;
      await store.audit.append(
        { at: now, actor, action: 'level.raised', accountId, caseId, details: { level, how } },
        `level-${caseId}-${level}`,
      );
      const journeyId = (await store.cases.byId(caseId))?.journeyId;
      if (journeyId) await store.journeyNotes.settle({ at: now, kind: 'reached', journeyId, level });
      return 'raised';
    },
  };

  /** What `verified_claims` need to say of this decision when the case is erased; undefined where the case does not prove P9. */
  async function proofOf(caseId: string): Promise<ProofRecord | undefined> {
    const [explanation, read] = await Promise.all([
      store.evidence.fact<Explanation>(caseId, 'decision'),
      store.evidence.fact<ReadDocument>(caseId, 'document-reading'),
    ]);
    if (explanation?.level !== 'P9' || !explanation.comparison) return undefined;
    const document = knownDocument(read);
    return { explanation, ...(document ? { issuer: document.issuer } : {}) };
  }

  /** The face that was compared, for recovery and the search among accounts: only where the person agreed that it is kept. */
  async function keepFace(caseId: string, accountId: string, now: Date): Promise<void> {
    const face = await store.evidence.fact<FaceTemplate>(caseId, 'face-template');
    if (face) await store.faceTemplates.keep(accountId, Float32Array.from(face.values), face.version, now);
  }
}
