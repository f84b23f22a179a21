import { isConfirmable } from '../../../domain/delegation/after.js';
import type { DelegationEnd, DelegationSide, DelegationStep } from '../../../domain/delegation/delegation.js';
import { delegationMonths } from '../../../domain/delegation/delegation.js';
import { type DelegationKind, delegationKinds } from '../../../domain/delegation/kinds.js';
import { maskedEmail } from '../../../domain/person/masked-email.js';
import type { Account } from '../../../store/accounts/accounts.js';
import type { Store } from '../../../store/database.js';
import type { KnownDelegation } from '../../../store/delegation/delegations.js';
import type { Language } from '../../words/languages.js';
import { dateTime, dayOf } from '../../words/times.js';
import { serviceNames } from '../service-names.js';

/** A delegation as one of the two sees it. */
export type DelegationView = {
  id: string;
  side: DelegationSide;
  basis: KnownDelegation['basis'];
  /** The other person: their name where it may be known, else the address that was typed. */
  who: string;
  step: DelegationStep;
  end?: DelegationEnd;
  services: string[];
  kinds: DelegationKind[];
  until?: string;
  review?: string;
  confirmable: boolean;
};

/** What the two see of it. What a caseworker has stopped looks as if one of the two had. */
export function shownStep({ step, end, marks, endsAt = 0, reviewAt = 0 }: KnownDelegation, now: number) {
  if (step !== 'ended' && (marks.stopped || (marks.blocked && step !== 'asked'))) {
    return { step: 'ended' as const, end: 'stopped' as const };
  }
  if (step === 'live' && now >= endsAt) return { step: 'ended' as const, end: 'period' as const };
  if (step === 'live' && now >= reviewAt) return { step: 'paused' as const };
  return end ? { step, end } : { step };
}

/** Whether whose information it is can say now that it may go on. */
export function isToConfirm(delegation: KnownDelegation, now: number): boolean {
  const { step } = shownStep(delegation, now);
  return step === 'paused' || (step === 'live' && isConfirmable(delegation, now));
}

export async function viewOf(
  store: Store,
  delegation: KnownDelegation,
  side: DelegationSide,
  language: Language,
  now = Date.now(),
): Promise<DelegationView> {
  const { id, basis, kinds, partners, endsAt, reviewAt } = delegation;
  const shown = shownStep(delegation, now);
  const day = (at: number | undefined) => at && dayOf(new Date(at), language);
  const [until, review] = [day(endsAt), day(reviewAt)];
  return {
    ...{ id, side, basis, who: await whoOf(store, delegation, side), kinds, ...shown },
    services: await serviceNames(store, partners),
    ...(until ? { until } : {}),
    ...(review && reviewAt !== undefined && endsAt !== undefined && reviewAt < endsAt ? { review } : {}),
    confirmable: isToConfirm(delegation, now),
  };
}

async function whoOf(store: Store, { id, actorId, subjectId }: KnownDelegation, side: DelegationSide): Promise<string> {
  const other = side === 'actor' ? subjectId : actorId;
  const person = other ? await store.acting.personOf(other) : undefined;
  if (person) {
    const name = [...person.identity.givenNames, person.identity.familyName].join(' ');
    // Two people may have one name: who is asked to let somebody in sees which account it is, too.
    const email = side === 'subject' && person.account && maskedEmail(store.accounts.contacts(person.account).email);
    return email ? `${name} (${email})` : name;
  }
  if (side === 'subject') return '';
  const { askedEmail, person: typed } = await store.delegations.facts(id);
  return typed ? `${typed.givenNames} ${typed.familyName}` : (askedEmail ?? '');
}

/** What can be chosen: services that take people who act for others, kinds and periods; what is ticked. */
export async function choicesOf(
  store: Store,
  ticked: { partners: readonly string[]; kinds: readonly string[] },
  within?: { partners: readonly string[]; kinds: readonly string[]; months: number },
) {
  const services = (await store.partners.takingDelegates()).filter(
    ({ _id }) => !within || within.partners.includes(_id),
  );
  return {
    services: services.map(({ _id, name }) => ({ value: _id, text: name, checked: ticked.partners.includes(_id) })),
    kinds: delegationKinds
      .filter((one) => !within || within.kinds.includes(one))
      .map((value) => ({ value, checked: ticked.kinds.includes(value) })),
    months: delegationMonths.filter((one) => !within || one <= within.months).map(String),
  };
}

/** Which of the two an account is, if either. */
export async function sideOf(
  store: Store,
  delegation: KnownDelegation,
  account: Account,
): Promise<DelegationSide | 'asked' | undefined> {
  if (delegation.actorId === account._id) return 'actor';
  if (delegation.subjectId === account._id) return 'subject';
  const open = delegation.step === 'asked' && !delegation.marks.stopped && !delegation.marks.blocked;
  if (!open || !(await store.delegations.asks(delegation.id, account.emailKey))) return undefined;
  return (await store.safeguards.of(delegation.actorId, account._id)) ? undefined : 'asked';
}

/** What others ask an account for. Those that a caseworker stands in the way of are left out, also before their workflow has marked them. */
export async function requestsTo(store: Store, account: Account): Promise<KnownDelegation[]> {
  const asked = await store.delegations.askedOf(account.emailKey);
  const barred = await Promise.all(asked.map(({ actorId }) => store.safeguards.of(actorId, account._id)));
  return asked.filter(({ actorId }, index) => actorId !== account._id && !barred[index]);
}

export const answerBy = (at: number, language: Language): string => dateTime(new Date(at), language);
