import type { DelegationBasis } from '../../domain/delegation/delegation.js';
import { outcomeOf } from '../../domain/delegation/review.js';
import { birthday } from '../../domain/delegation/times.js';
import type { Store } from '../../store/database.js';
import type { PdsIdentity } from '../../store/delegation/dependants.js';
import type { PdsClient } from '../pds/client.js';
import type { PdsFamily } from '../pds/related-persons.js';

export type DelegationPersonDeps = { store: Store; pds: Pick<PdsClient, 'trace'>; family: PdsFamily };

/** Somebody for whom another may act: their id, and of a child when they come of age. */
export type ProvedPerson = { subjectId: string; thirteenAt?: number; sixteenAt?: number };

type Asked = { delegationId: string; now: number };

/** Finds who a delegation is about, and whether PDS or caseworkers say that somebody may act for them. Idempotent. */
export function createDelegationPersonActivities({ store, pds, family }: DelegationPersonDeps) {
  return {
    /**
     * Looks for the person in PDS and keeps the record found, for caseworkers. Proved is, by PDS alone, who is named as a parent of a child
     * under 13, by their own NHS number.
     * @param turn another number for each time it is asked anew
     * @returns undefined where papers are needed; the same whatever was found, so that nobody learns of a record by asking
     */
    async checkPerson({ delegationId, turn, now }: Asked & { turn: number }): Promise<ProvedPerson | undefined> {
      const [known, { person }] = await Promise.all([
        store.delegations.byId(delegationId),
        store.delegations.facts(delegationId),
      ]);
      const actor = known && (await store.accounts.byId(known.actorId));
      if (!known || !actor || !person) return undefined;
      const purpose = `delegation ${delegationId} ${turn}`;
      const trace = await pds.trace(person, purpose);
      if (trace.kind !== 'match') return undefined;
      const { identity } = trace;
      if (known.step === 'checking') {
        await store.evidence.putFact(delegationId, 'pds-record', turn, identity, new Date(now));
      }
      const own = store.accounts.identity(actor)?.nhsNumber;
      if (known.basis !== 'parent' || actor.level !== 'P9' || !own) return undefined;
      if (now >= birthday(identity.birthDate, 13)) return undefined;
      const parents = await family.parentsOf(identity.nhsNumber, `${purpose} family`);
      return parents.includes(own) ? keep(known.basis, actor._id, identity, now) : undefined;
    },

    /** What has been said while nobody told the workflow, and what caseworkers have decided. */
    async readSaid({ delegationId }: { delegationId: string }): Promise<{ stopped: boolean; agreed?: boolean }> {
      const known = await store.delegations.byId(delegationId);
      if (!known) return { stopped: true };
      const agreed = outcomeOf(known.basis, known.decisions);
      const stopped = known.marks.stopped || (known.marks.blocked && known.step !== 'asked');
      return { stopped, ...(agreed === undefined ? {} : { agreed }) };
    },

    /** Who it is that caseworkers agreed about, by the record they saw. @returns undefined where there is none */
    async decidedPerson({ delegationId, now }: Asked): Promise<ProvedPerson | undefined> {
      const known = await store.delegations.byId(delegationId);
      const identity = await store.evidence.fact<PdsIdentity>(delegationId, 'pds-record');
      return known && identity ? keep(known.basis, known.actorId, identity, now) : undefined;
    },

    /** It is decided: the papers go. */
    async erasePapers({ delegationId }: { delegationId: string }): Promise<void> {
      await store.evidence.erase(delegationId);
    },
  };

  async function keep(
    basis: DelegationBasis,
    actorId: string,
    identity: PdsIdentity,
    now: number,
  ): Promise<ProvedPerson | undefined> {
    const subjectId =
      (await store.identities.holderOf(identity.nhsNumber)) ?? (await store.dependants.keep(identity, new Date(now)));
    if (await store.safeguards.of(actorId, subjectId)) return undefined;
    if (basis !== 'parent') return { subjectId };
    const { birthDate } = identity;
    return { subjectId, thirteenAt: birthday(birthDate, 13), sixteenAt: birthday(birthDate, 16) };
  }
}

export type DelegationPersonActivities = ReturnType<typeof createDelegationPersonActivities>;
