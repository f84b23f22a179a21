import type { EventKind, JourneyEvent } from '../../../domain/insight/journey-event.js';
import type { Store } from '../../../store/database.js';
import type { Language } from '../../words/languages.js';
import { exactTime } from '../../words/times.js';

/** What helps to answer: where somebody came to and why they did not get on. How long they took is not among it. */
const told: readonly EventKind[] = [
  'landed',
  'started',
  'entered',
  'again',
  'reason',
  'resumed',
  'returned',
  'succeeded',
  'referred',
  'by-machine',
  'by-person',
];

/** The last of them: who tries again and again makes many. */
const most = 100;

/** The journey that somebody wrote about: its steps and reasons. No evidence, no name, and nothing of the partner's reference. */
export async function wayOf(store: Store, journeyId: string, language: Language) {
  const journey = await store.journeys.byId(journeyId);
  if (!journey) return undefined;
  const subject = journey.visit?.subject ?? store.journeyEvents.subjectOf(journeyId);
  const [partner, state, events] = await Promise.all([
    store.partners.byId(journey.partnerId),
    journey.caseId ? store.cases.byId(journey.caseId) : undefined,
    store.journeyEvents.ofSubjects([subject]),
  ]);
  const shown = ({ at, kind, step, reason }: JourneyEvent) => ({ at: exactTime(at, language), kind, step, reason });
  return {
    id: journeyId,
    partner: partner?.name ?? journey.partnerId,
    wanted: journey.wanted,
    cancelled: journey.cancelledAt !== undefined,
    now: state && { step: state.step, reasons: state.reasons },
    events: events
      .filter(({ kind }) => told.includes(kind))
      .slice(-most)
      .map(shown),
  };
}
