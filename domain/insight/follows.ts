import { minute } from '../clock.js';
import type { Step } from '../journey/steps.js';
import type { EventKind, JourneyEvent } from './journey-event.js';
import { isBeyond } from './places.js';

/** A pause after which who goes on has come back. */
export const pause = 30 * minute;

/** What follows from other events, and is reckoned anew whenever one more is known. */
export const derivedKinds: readonly EventKind[] = ['left', 'resumed'];

/** Nobody has to be there for these. */
const withoutPerson: readonly Step[] = [
  ...(['details-checking', 'document-checking', 'face-checking', 'in-review'] as const),
  ...(['verified', 'declined', 'expired', 'journey-expired'] as const),
];

/**
 * What follows from the events of one journey: which steps it got beyond and how long each took, counted from first coming to it, and
 * whether somebody came back. Events may have come late and in any order.
 */
export function follows(events: readonly JourneyEvent[]): JourneyEvent[] {
  const given = events
    .filter(({ kind }) => !derivedKinds.includes(kind))
    .sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
  return [...left(given), ...resumed(given)];
}

function left(events: readonly JourneyEvent[]): JourneyEvent[] {
  return events.flatMap((entered, index) => {
    const { kind, step, subject, at } = entered;
    if (kind !== 'entered' || !step) return [];
    const beyond = events
      .slice(index + 1)
      .find((later) => later.kind === 'succeeded' || (later.step && isProgress(later) && isBeyond(later.step, step)));
    if (!beyond) return [];
    const ms = beyond.at.getTime() - at.getTime();
    return [{ ...entered, id: `${subject}.left.${step}`, kind: 'left' as const, at: beyond.at, ms }];
  });
}

const isProgress = ({ kind }: JourneyEvent): boolean => kind === 'entered' || kind === 'again';

function resumed(events: readonly JourneyEvent[]): JourneyEvent[] {
  const acts = events.filter(
    ({ kind, step }) =>
      kind === 'landed' ||
      kind === 'started' ||
      (step && ['entered', 'again'].includes(kind) && !withoutPerson.includes(step)),
  );
  const index = acts.findIndex((act, at) => at > 0 && act.at.getTime() - (acts[at - 1]?.at.getTime() ?? 0) >= pause);
  const back = acts[index];
  return back ? [{ ...back, id: `${back.subject}.resumed`, kind: 'resumed' as const }] : [];
}
