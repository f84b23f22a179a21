import type { Dimensions } from '../../domain/insight/dimensions.js';
import type { JourneyEvent } from '../../domain/insight/journey-event.js';
import type { Level } from '../../domain/levels/levels.js';
import { keepDoing } from '../../platform/keep-doing.js';
import type { Logger } from '../../platform/log/log.js';
import { counter } from '../../platform/metrics/metrics.js';
import type { journeys } from '../journey/journeys.js';
import type { journeyEvents } from './journey-events.js';

/** A trip that goes on in a browser: by what its figures are told apart, and what joins its events. */
export type Visit = Omit<Dimensions, 'release'> & { subject: string };

/** Whose figures something counts among: those of a trip, or of a journey. */
export type Whose = { visit: Visit } | { journeyId: string };

/** What happened, as whoever saw it knows it: to a trip, or to a journey, whose own figures it then counts among. */
export type Note = Omit<JourneyEvent, 'id' | 'subject' | keyof Dimensions> & {
  /** Tells apart what may happen several times; without it, once for each trip and step. */
  key?: string;
  /** Where it is not that of the trip. */
  level?: Level;
} & Whose;

/** Of these the step is told too: where people come to, and where they have to try again. */
const kindsByStep: readonly Note['kind'][] = ['entered', 'again'];

const seen = counter('surety_journey_events_total', 'What happened on journeys (entered and again: at which step)', [
  'kind',
  'step',
]);

const count = (notes: readonly Note[]): void => {
  for (const { kind, step } of notes) seen.inc({ kind, step: kindsByStep.includes(kind) ? (step ?? '') : '' });
};

/** How long notes wait, in milliseconds. */
const roundMs = 2_000;

/** More than this is not kept in memory: it is there for sign-ins. */
const most = 20_000;

/**
 * What happens on journeys, noted in memory and written in rounds, one read and one write each: nobody who signs in waits for it. A process
 * that is killed forgets the notes of its last round; what must not be lost is settled instead.
 */
export function journeyNotes(
  events: Pick<ReturnType<typeof journeyEvents>, 'record'>,
  known: Pick<ReturnType<typeof journeys>, 'visits'>,
  release: string,
) {
  let waiting: Note[] = [];

  const write = async (notes: readonly Note[]): Promise<void> => {
    if (notes.length === 0) return;
    const ids = notes.flatMap((note) => ('journeyId' in note ? [note.journeyId] : []));
    const visits = ids.length > 0 ? await known.visits([...new Set(ids)]) : new Map<string, Visit>();
    await events.record(
      notes.flatMap((note) => {
        const visit = 'visit' in note ? note.visit : visits.get(note.journeyId);
        return visit ? [eventOf(note, { release, ...visit })] : [];
      }),
      new Date(),
    );
  };

  /** What cannot be written is lost: it is there to help, not to prove. */
  const flush = async (): Promise<void> => {
    const round = waiting;
    waiting = [];
    await write(round);
  };

  return {
    /** Written with the next round. */
    note(...notes: readonly Note[]): void {
      count(notes);
      if (waiting.length < most) waiting.push(...notes);
    },

    /** Written now. To be repeated where it fails: what is there already stays as it is. */
    async settle(...notes: readonly Note[]): Promise<void> {
      await write(notes);
      count(notes);
    },

    flush,

    /** Writes in rounds. @returns stops it, and writes what is left */
    keepWriting(log: Logger): () => Promise<void> {
      const stop = keepDoing(flush, { everyMs: roundMs, log, failure: 'what happened on journeys was not noted' });
      return () => stop().then(flush);
    },
  };
}

function eventOf(note: Note, { subject, level, ...dimensions }: Visit & { release: string }): JourneyEvent {
  const { at, kind, step, reason, documentKind, ms, key } = note;
  return {
    ...dimensions,
    level: note.level ?? level,
    id: [subject, kind, step, reason, note.level, key].filter(Boolean).join('.'),
    subject,
    at,
    kind,
    ...(step && { step }),
    ...(reason && { reason }),
    ...(documentKind && { documentKind }),
    ...(ms !== undefined && { ms }),
  };
}
