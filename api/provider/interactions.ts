import type { Adapter, Provider } from 'oidc-provider';
import type { SignIn } from '../../store/accounts/sign-ins.js';
import type { Store } from '../../store/database.js';

/** A request that waits for its person, and where they stand in signing in. */
export type Interaction = InstanceType<Provider['Interaction']> & { signIn: SignIn };

/** How the provider keeps interactions. They are found by `readInteractions`. */
export function interactionAdapter(store: Store, refused: Adapter): Adapter {
  return {
    ...refused,
    upsert: (uid, payload, expiresIn) => store.signIns.put(uid, payload, expiresIn ?? 0),
    /** An answered interaction ends by itself within minutes, and its cookie at once: one write less per sign-in. */
    destroy: async () => {},
  };
}

/** Makes the provider's interactions carry the sign-in that is kept in the same row: pages need both, and read once. */
export function readInteractions(provider: Provider, store: Store): void {
  const { Interaction } = provider;
  const find = async (uid: unknown): Promise<Interaction | undefined> => {
    const found = typeof uid === 'string' ? await store.signIns.find(uid) : undefined;
    if (!found) return undefined;
    const { instantiate } = Interaction as unknown as { instantiate(payload: object): Interaction };
    return Object.assign(instantiate.call(Interaction, found.payload), { signIn: found.signIn });
  };
  Object.assign(Interaction, { find });
}
