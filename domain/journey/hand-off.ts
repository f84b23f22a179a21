import { minute } from '../clock.js';

/** How long a hand-off to a phone lives, from the moment its link is made. */
export const handOffLifetime = 15 * minute;

/** What is known of a hand-off. Times as they are stored. */
export type HandOffFacts = {
  /** Two digits that the first screen shows. */
  number: string;
  /** When a phone took the link. */
  joinedAt?: Date;
  /** What was typed on that phone: once, right or wrong. */
  typed?: string;
  endedAt?: Date;
  expiresAt: Date;
};

/**
 * `waiting` for a phone to open the link, `joined` by one that has yet to type the number, `connected`; or over: the number was `wrong`, it
 * was `ended` (stopped on either screen, or another took its place), or its time is `up`.
 */
export type HandOffState = LiveHandOff | 'wrong' | 'ended' | 'up';

type LiveHandOff = 'waiting' | 'joined' | 'connected';

/** Where a hand-off stands. A wrong number ends it for good, whatever comes after. */
export function handOffState({ number, joinedAt, typed, endedAt, expiresAt }: HandOffFacts, now: Date): HandOffState {
  if (typed !== undefined && typed !== number) return 'wrong';
  if (endedAt) return 'ended';
  if (expiresAt <= now) return 'up';
  if (!joinedAt) return 'waiting';
  return typed === undefined ? 'joined' : 'connected';
}

/** Whether a phone may still come in, or is in. */
export const isLive = (state: HandOffState): state is LiveHandOff =>
  state === 'waiting' || state === 'joined' || state === 'connected';
