import type { Level } from '../levels/levels.js';
import type { Delegation } from './delegation.js';

/** What else has been said of a delegation, at once and beside its workflow. */
export type DelegationMarks = {
  /** One of the two has stopped it. */
  stopped: boolean;
  /** A caseworker has: nobody but staff is told. */
  blocked: boolean;
};

/** Who takes part, as they are now. `level` of a person in care is undefined: what speaks for them is the delegation's own proof. */
export type DelegationParty = { usable: boolean; level: Level | undefined };

export type DelegationParties = { actor: DelegationParty; subject: DelegationParty };

/**
 * Whether somebody may act for somebody else at a partner now. All rules in one place, and none of them rests on a timer having fired: what
 * is over by the clock is over.
 */
export function mayAct(
  delegation: Delegation,
  marks: DelegationMarks,
  parties: DelegationParties,
  partner: { id: string; delegatedAccess: boolean },
  now: number,
): boolean {
  return (
    partner.delegatedAccess && delegation.partners.includes(partner.id) && isInForce(delegation, marks, parties, now)
  );
}

/** Whether it is in force at all. */
export function isInForce(
  delegation: Delegation,
  { stopped, blocked }: DelegationMarks,
  { actor, subject }: DelegationParties,
  now: number,
): boolean {
  const {
    step,
    basis,
    actorId,
    subjectId,
    endsAt = 0,
    reviewAt = 0,
    sixteenAt = Number.POSITIVE_INFINITY,
  } = delegation;
  if (step !== 'live' || stopped || blocked) return false;
  if (now >= endsAt || now >= reviewAt || now >= sixteenAt) return false;
  if (!subjectId || subjectId === actorId) return false;
  // Who acts for others has proved who they are, and so has who let them.
  if (!actor.usable || actor.level !== 'P9' || !subject.usable) return false;
  return basis !== 'consent' || subject.level === 'P9';
}
