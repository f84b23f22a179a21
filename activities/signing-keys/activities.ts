import type { Logger } from '../../platform/log/log.js';
import type { Store } from '../../store/database.js';
import type { MakeKey } from '../../store/provider/signing-keys.js';

export interface SigningKeyDeps {
  store: Pick<Store, 'signingKeys' | 'audit'>;
  make: MakeKey;
  /** For how long a key signs, in milliseconds. */
  everyMs: number;
  log: Logger;
}

export function createSigningKeyActivities({ store, make, everyMs, log }: SigningKeyDeps) {
  return {
    /** Makes the signing keys that are due, destroys those that are gone, and has the audit tell of every change of the ring. */
    async rotateSigningKeys(): Promise<void> {
      // Never the time at which it was asked for: after days without a worker a new key would sign at once, published to nobody.
      await store.signingKeys.rotate(new Date(), everyMs, make);
      // Also those of an attempt that was killed before it could say so, and of operators.
      for (const news of await store.signingKeys.untold()) {
        const { id, at, made, gone } = news;
        log.info({ made, gone }, 'signing keys rotated');
        const actor = { kind: 'system', id: 'key-rotation' } as const;
        const entry = { at, actor, action: 'signing-keys.rotated', details: { made, gone } };
        await store.audit.append(entry, `signing-keys.rotated.${id}`);
        await store.signingKeys.told(news);
      }
    },
  };
}

export type SigningKeyActivities = ReturnType<typeof createSigningKeyActivities>;
