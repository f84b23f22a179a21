import type { Delegation } from '../../domain/delegation/delegation.js';
import { isInForce, mayAct } from '../../domain/delegation/may-act.js';
import type { Identity } from '../../domain/person/identity.js';
import type { Account, accounts } from '../accounts/accounts.js';
import type { Partner } from '../partners/partners.js';
import type { delegations, KnownDelegation } from './delegations.js';
import type { dependants } from './dependants.js';

/** For whom somebody acts: a person with an account, or one in care without. `id` is the `sub` that partners see. */
export type ActedFor = { id: string; account?: Account; identity: Identity };

export type Acting = { delegation: Delegation; subject: ActedFor };

type Stores = {
  accounts: ReturnType<typeof accounts>;
  delegations: ReturnType<typeof delegations>;
  dependants: ReturnType<typeof dependants>;
};

/** Who may act for whom, where, now: each answer is worked out anew from what both people and the delegation are at this moment. */
export function acting({ accounts, delegations, dependants }: Stores) {
  async function personOf(id: string): Promise<ActedFor | undefined> {
    const account = await accounts.byId(id);
    if (account) {
      const identity = accounts.identity(account);
      return identity && { id, account, identity };
    }
    const dependant = await dependants.byId(id);
    return dependant ? { id, identity: dependants.identity(dependant) } : undefined;
  }

  async function partiesOf(delegation: KnownDelegation, actor: Account) {
    const { subjectId, actorId } = delegation;
    const subject = subjectId && actorId === actor._id ? await personOf(subjectId) : undefined;
    if (!subject) return undefined;
    const parties = {
      actor: { usable: isUsable(actor), level: actor.level },
      subject: { usable: !subject.account || isUsable(subject.account), level: subject.account?.level },
    };
    return { subject, parties };
  }

  async function at(delegation: KnownDelegation, actor: Account, partner: Partner, now: Date) {
    const known = await partiesOf(delegation, actor);
    const place = { id: partner._id, delegatedAccess: partner.delegatedAccess ?? false };
    const may = known && mayAct(delegation, delegation.marks, known.parties, place, now.getTime());
    return may ? { delegation, subject: known.subject } : undefined;
  }

  return {
    personOf,

    /** What one delegation opens to that account at that partner; undefined where it opens nothing (any more). */
    async by(delegationId: string, actorId: string, partner: Partner, now: Date): Promise<Acting | undefined> {
      const [delegation, actor] = await Promise.all([delegations.byId(delegationId), accounts.byId(actorId)]);
      return delegation && actor ? at(delegation, actor, partner, now) : undefined;
    },

    /** All for whom an account may act at a partner. @param known its delegations there, where they were just read */
    async all(actorId: string, partner: Partner, now: Date, known?: KnownDelegation[]): Promise<Acting[]> {
      if (!partner.delegatedAccess) return [];
      const found = known ?? (await delegations.liveAt(actorId, partner._id));
      // Most people act for nobody.
      const actor = found.length > 0 ? await accounts.byId(actorId) : null;
      if (!actor) return [];
      const acting = await Promise.all(found.map((one) => at(one, actor, partner, now)));
      return acting.flatMap((one) => one ?? []);
    },

    /** Whether a delegation is in force at all, whatever the partner. */
    async inForce(delegation: KnownDelegation, now: Date): Promise<boolean> {
      const actor = await accounts.byId(delegation.actorId);
      const known = actor && (await partiesOf(delegation, actor));
      return Boolean(known && isInForce(delegation, delegation.marks, known.parties, now.getTime()));
    },
  };
}

const isUsable = ({ blocked, closing }: Account): boolean => !blocked && !closing;
