import type { Explanation } from '../../domain/gpg45/explain.js';
import type { Level } from '../../domain/levels/levels.js';
import type { Identity } from '../../domain/person/identity.js';
import { compareNames } from '../../domain/person/names.js';
import type { VerificationDeps } from './activities.js';
import { provedIdentity } from './proved-identity.js';

/** Whose an account is, shown anew by the case of a recovery. Nothing of the account changes by it. */
export function proveOwnerActivity({ store }: Pick<VerificationDeps, 'store'>) {
  return {
    /**
     * Whether the case shows that this is the account's own person, at the level that the account has.
     * @param prove `byFace`: by the face, which was found to be that of the account's template
     * @returns `refused` where it is somebody else, the account was blocked or changed meanwhile, or P9 was not proved. (Named as what
     * `raiseLevel` returns, in whose place this stands.)
     */
    async proveOwner(prove: {
      caseId: string;
      accountId: string;
      accountEpoch: number;
      level: Level;
      byFace?: boolean;
      now: number;
    }): Promise<'raised' | 'refused'> {
      const { caseId, accountId, level, byFace = false } = prove;
      const account = await store.accounts.byId(accountId);
      if (!account || account.blocked || account.epoch !== prove.accountEpoch) return 'refused';
      const known = store.accounts.identity(account);
      const proved = byFace || (known && isSame(known, await provedIdentity(store, caseId)));
      const decision = await store.evidence.fact<Explanation>(caseId, 'decision');
      if (!proved || (level === 'P9' && !byFace && decision?.level !== 'P9')) return 'refused';
      const actor = { kind: 'system', id: 'verification' } as const;
      const entry = { at: new Date(prove.now), actor, action: 'owner.proved', accountId, caseId };
      await store.audit.append({ ...entry, details: { level, byFace } }, `owner-${caseId}-${level}`);
      return 'raised';
    },
  };
}

/** By the NHS numbers, where both are known: names change. Else (a checker proved the person without PDS) by name and date of birth. */
function isSame(known: Identity, proved: Identity | undefined): boolean {
  if (!proved) return false;
  if (known.nhsNumber && proved.nhsNumber) return known.nhsNumber === proved.nhsNumber;
  const typed = { givenNames: proved.givenNames.join(' '), familyName: proved.familyName };
  return known.birthDate === proved.birthDate && compareNames(typed, known) !== 'differ';
}
