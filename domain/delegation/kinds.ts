import { type Scope, scopeTable } from '../claims/claims.js';

/**
 * Kinds of information that a delegation may open. The first three are Surety's own claims; the others lie with the partner, which is told
 * of them and keeps to them.
 */
export const delegationKinds = ['identity', 'contact', 'gp', 'appointments', 'prescriptions', 'record'] as const;

export type DelegationKind = (typeof delegationKinds)[number];

/** Scopes that a kind opens. Linkage keys are in none: a practice gives them to a person, not to who acts for them. */
const scopesOfKind: Readonly<Record<DelegationKind, readonly Scope[]>> = {
  identity: ['profile', 'profile_extended', 'basic_demographics'],
  contact: ['email', 'phone', 'landline'],
  gp: ['gp_registration_details'],
  appointments: [],
  prescriptions: [],
  record: [],
};

/** What of the scopes asked for a delegation to these kinds opens: `openid` always, since the partner learns for whom. */
export function scopesWithin(kinds: readonly DelegationKind[], asked: readonly string[]): Scope[] {
  const opened = new Set<string>(['openid', ...kinds.flatMap((kind) => scopesOfKind[kind])]);
  return (Object.keys(scopeTable) as Scope[]).filter((scope) => asked.includes(scope) && opened.has(scope));
}

/** The kinds among what somebody typed or a form carried, in their order. */
export function readKinds(typed: readonly string[]): DelegationKind[] {
  return delegationKinds.filter((kind) => typed.includes(kind));
}
