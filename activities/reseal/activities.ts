import { Context } from '@temporalio/activity';
import type { Logger } from '../../platform/log/log.js';
import type { Store } from '../../store/database.js';
import type { Place, ResealProgress } from '../../store/sealing/reseal.js';

export interface ResealDeps {
  store: Pick<Store, 'resealing' | 'sealingKeys' | 'audit'>;
  log: Logger;
}

/** What a pass over all collections came to. */
export type ResealResult = { resealed: number; left: Record<string, number> };

/** Seals anew what lies under older sealing keys. */
export function createResealActivities({ store, log }: ResealDeps) {
  return {
    /** The collections to be gone through; none where no older key is needed. */
    async placesToReseal(): Promise<Place[]> {
      return (await store.sealingKeys.isOlderNeeded()) ? store.resealing.places() : [];
    },

    /** Goes through a collection. One that was killed goes on from the page it had come to. @returns what it came to */
    async resealCollection(place: Place): Promise<ResealResult> {
      const context = Context.current();
      let progress: ResealProgress = context.info.heartbeatDetails ?? { resealed: 0, left: {} };
      for (let end = false; !end; ) {
        ({ progress, end } = await store.resealing.page(place, progress));
        context.heartbeat(progress);
        context.cancellationSignal.throwIfAborted();
      }
      return { resealed: progress.resealed, left: progress.left };
    },

    /** Says what a pass came to, and which keys may be taken out. @param begun when it began, milliseconds since 1970 */
    async noteResealed({ begun, resealed, left }: { begun: number } & ResealResult): Promise<void> {
      const at = new Date(begun);
      const clean = resealed === 0 && Object.keys(left).length === 0;
      const cleared = clean ? await store.sealingKeys.noteClear(at) : [];
      if (Object.keys(left).length === 0) log.info({ resealed, cleared }, 'sealed anew');
      else
        log.warn({ resealed, left }, 'sealed anew, but for values that cannot be: an older sealing key stays needed');
      if (cleared.length === 0) return;
      const actor = { kind: 'system', id: 'reseal' } as const;
      const entry = { at, actor, action: 'sealing-keys.cleared', details: { keys: cleared } };
      await store.audit.append(entry, `sealing-keys.cleared.${begun}`);
    },
  };
}

export type ResealActivities = ReturnType<typeof createResealActivities>;
