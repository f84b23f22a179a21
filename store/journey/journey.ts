import type { DeviceClass } from '../../domain/insight/dimensions.js';
import type { Level } from '../../domain/levels/levels.js';
import type { News, Standing } from './standings.js';

/** A person's trip from a partner's entry page and back. Its step is derived (domain/journey/next-step.ts), never stored. */
export type Journey = {
  _id: string;
  partnerId: string;
  wanted: Level;
  /** The vectors of the request, as sent. */
  vtr?: string;
  /** The partner's own reference: personal, so sealed; `referenceKey` finds it. */
  reference?: Uint8Array;
  referenceKey?: string;
  /** A registered address of the partner to return to, for journeys the partner made by the API. */
  returnAddress?: string;
  /** SHA-256 of the one-time secret in a partner-made URL; gone once it was used. */
  startSecretHash?: string;
  interactionUid?: string;
  accountId?: string;
  registrationId?: string;
  caseId?: string;
  /** Where it stands for its partner; only where the partner gave a reference, and so can ask. store/journey/standings.ts */
  standing?: Standing;
  /** Changes of its standing that webhooks have not been given. */
  news?: News[];
  /** When the news are to be passed on: now, or once the lease of whoever took them is over. */
  newsDue?: Date;
  /** Counts the writes that may change its standing. */
  changes: number;
  /** Since when such a write has not been looked at. */
  stale?: Date;
  /** When the partner had its reference erased. */
  redactedAt?: Date;
  /** The nonce of the journey's first form, before there is a case. */
  nonce: string;
  language: 'en' | 'cy';
  /** What joins its events for the figures (store/insight/journey-events.ts), and the device it began on. */
  visit?: { subject: string; device: DeviceClass };
  createdAt: Date;
  /** When a person first opened it. */
  startedAt?: Date;
  cancelledAt?: Date;
  /** Who cancelled, where it was not the person. */
  cancelledBy?: 'partner';
  /** When the person went back to the partner, with what. */
  returnedAt?: Date;
  updatedAt: Date;
  expiresAt: Date;
  /** In a sandbox: the last journey through time that this one took part in. */
  travelled?: string;
};

export type NewJourney = Pick<Journey, 'partnerId' | 'wanted' | 'vtr' | 'returnAddress' | 'language'> &
  Partial<Pick<Journey, 'interactionUid' | 'accountId' | 'visit'>> & {
    id?: string;
    reference?: string;
    now: Date;
    started: boolean;
  };
