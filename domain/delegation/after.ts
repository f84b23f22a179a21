import {
  answerWithin,
  confirmBefore,
  type Delegation,
  type DelegationEnd,
  type DelegationScope,
  type DelegationSide,
  documentsWithin,
  pausedLasts,
} from './delegation.js';
import { firstTimes, nextReview } from './times.js';

/** What may happen to a delegation. Who may bring it about is checked where it comes from; whether it counts, here. */
export type DelegationEvent =
  /** The other person agrees, in their own account, to this much. */
  | ({ kind: 'approved'; subjectId: string; months: number } & DelegationScope)
  | { kind: 'declined' }
  /** PDS names the actor as the child's parent, or caseworkers were shown that they may. */
  | { kind: 'proved'; subjectId: string; thirteenAt?: number; sixteenAt?: number }
  | { kind: 'unproved' }
  | { kind: 'handed-in' }
  | { kind: 'refused' }
  | ({ kind: 'changed'; by: DelegationSide } & DelegationScope)
  /** Looked at again: by the person themselves, or by PDS or a caseworker. */
  | { kind: 'confirmed' }
  | { kind: 'stopped' }
  /** Nothing but time has passed. */
  | { kind: 'time' };

/**
 * A delegation after something happened. What does not fit its step, or says more than it may, changes nothing; what has ended stays so.
 * @param now milliseconds since 1970 @param since when its step began
 */
export function delegationAfter(
  delegation: Delegation,
  event: DelegationEvent,
  now: number,
  since: number,
): Delegation {
  const timely = afterTime(delegation, now, since);
  if (timely.step === 'ended') return timely;
  switch (event.kind) {
    case 'approved': {
      const { subjectId, months, partners, kinds } = event;
      const fits = timely.step === 'asked' && subjectId !== timely.actorId && isWithin(event, timely);
      if (!fits || months > timely.months) return timely;
      const agreed = { ...timely, subjectId, months, partners, kinds };
      return { ...agreed, step: 'live', ...firstTimes(agreed, now) };
    }
    case 'declined':
      return timely.step === 'asked' ? ended(timely, 'declined') : timely;
    case 'proved': {
      const fits = timely.step === 'checking' || timely.step === 'in-review';
      if (!fits || event.subjectId === timely.actorId) return timely;
      const { kind: _, ...person } = event;
      const known = { ...timely, ...person };
      const proved: Delegation = { ...known, step: 'live', ...firstTimes(known, now) };
      return afterTime(proved, now, now);
    }
    case 'unproved':
      return timely.step === 'checking' ? { ...timely, step: 'documents' } : timely;
    case 'handed-in':
      return timely.step === 'documents' ? { ...timely, step: 'in-review' } : timely;
    case 'refused':
      return timely.step === 'in-review' || timely.step === 'paused' ? ended(timely, 'refused') : timely;
    case 'changed': {
      // What was agreed to can only be given more by the one whose information it is.
      if (timely.step !== 'live' || (event.by === 'actor' && !isWithin(event, timely))) return timely;
      return { ...timely, partners: event.partners, kinds: event.kinds };
    }
    case 'confirmed':
      return isConfirmable(timely, now) ? { ...timely, step: 'live', reviewAt: nextReview(timely, now) } : timely;
    case 'stopped':
      return ended(timely, 'stopped');
    case 'time':
      return timely;
  }
}

/** Whether a review now would move the next one. */
export function isConfirmable({ step, reviewAt = 0 }: Delegation, now: number): boolean {
  return step === 'paused' || (step === 'live' && now >= reviewAt - confirmBefore);
}

/** When time alone changes it next; a step that no time ends has none. In milliseconds since 1970. */
export function changesAt({ step, endsAt = 0, reviewAt = 0 }: Delegation, since: number): number {
  switch (step) {
    case 'asked':
      return since + answerWithin;
    case 'checking':
    case 'documents':
      return since + documentsWithin;
    case 'live':
      return Math.min(endsAt, reviewAt);
    case 'paused':
      return Math.min(endsAt, since + pausedLasts);
    case 'in-review':
    case 'ended':
      return Number.POSITIVE_INFINITY;
  }
}

function afterTime(delegation: Delegation, now: number, since: number): Delegation {
  const { step, endsAt = 0, sixteenAt } = delegation;
  if (step === 'ended') return delegation;
  if (sixteenAt !== undefined && now >= sixteenAt) return ended(delegation, 'age');
  if (now < changesAt(delegation, since)) return delegation;
  if (step === 'asked') return ended(delegation, 'unanswered');
  if (step === 'live' || step === 'paused') {
    if (now >= endsAt) return ended(delegation, 'period');
    return step === 'live' ? { ...delegation, step: 'paused' } : ended(delegation, 'not-confirmed');
  }
  return ended(delegation, 'not-proved');
}

const ended = (delegation: Delegation, end: DelegationEnd): Delegation => ({ ...delegation, step: 'ended', end });

const isWithin = (asked: DelegationScope, agreed: DelegationScope): boolean =>
  asked.partners.every((one) => agreed.partners.includes(one)) &&
  asked.kinds.every((one) => agreed.kinds.includes(one));
