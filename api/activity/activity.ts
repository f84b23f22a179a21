import type { Fact } from '../../domain/partners/conformance.js';
import { keepDoing } from '../../platform/keep-doing.js';
import type { Logger } from '../../platform/log/log.js';
import type { Store } from '../../store/database.js';
import { keptRequests, type NotedRequest, type SeenOfPartner } from '../../store/partners/partner-activity.js';

/** How long what was seen waits in memory, in milliseconds: a process that is killed forgets that much. */
const patience = 5_000;

/** More partners than this in one round are not noted: memory is for sign-ins. */
const mostPartners = 2_000;

/** What partners' requests came to, noted in memory and written in rounds: no sign-in waits for it. */
export interface Activity {
  note(partnerId: string, request: NotedRequest, facts?: readonly Fact[]): void;
  /** Writes what was noted. What cannot be written is lost: it is there to help, not to prove. */
  flush(): Promise<void>;
}

export function createActivity(store: Pick<Store, 'partnerActivity'>, log: Logger): Activity {
  let seen = new Map<string, SeenOfPartner>();
  return {
    note(partnerId, request, facts = []) {
      const of = seen.get(partnerId) ?? { requests: [], facts: new Map<Fact, Date>() };
      if (!seen.has(partnerId)) {
        if (seen.size >= mostPartners) return;
        seen.set(partnerId, of);
      }
      if (of.requests.push(request) > keptRequests) of.requests.shift();
      for (const fact of facts) of.facts.set(fact, request.at);
    },

    async flush() {
      const round = seen;
      seen = new Map();
      await store.partnerActivity
        .add(round)
        .catch((error: unknown) => log.warn({ err: error }, 'what partners did was not noted'));
    },
  };
}

/** Writes in rounds until it is stopped. @returns stops it, and writes what is left */
export function keepFlushing(activity: Activity, log: Logger): () => Promise<void> {
  const failure = 'what partners did was not noted';
  const stop = keepDoing(() => activity.flush(), { everyMs: patience, log, failure });
  return () => stop().then(() => activity.flush());
}
