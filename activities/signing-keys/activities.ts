import type { Logger } from '../../platform/log.js';
import type { Store } from '../../store/database.js';
import type { MakeKey } from '../../store/signing-keys.js';

export interface SigningKeyDeps {
  store: Pick<Store, 'signingKeys' | 'audit'>;
  make: MakeKey;
  /** For how long a key signs, in milliseconds. */
  everyMs: number;
  log: Logger;
}

export function createSigningKeyActivities({ store, make, everyMs, log }: SigningKeyDeps) {
  return {
    /** Makes the signing keys that are due, and destroys those that are gone. */
    async rotateSigningKeys(): Promise<void> {
      // Never the time at which it was asked for: after days without a worker a new key would sign at once, published to nobody.
      const at = new Date();
      const change = await store.signingKeys.rotate(at, everyMs, make);
      if (change.made.length + change.gone.length === 0) return;
      log.info(change, 'signing keys rotated');
      const actor = { kind: 'system', id: 'key-rotation' } as const;
      await store.audit.append({ at, actor, action: 'signing-keys.rotated', details: change });
    },
  };
}

export type SigningKeyActivities = ReturnType<typeof createSigningKeyActivities>;
