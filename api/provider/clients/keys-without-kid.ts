import type { Provider } from 'oidc-provider';

type KeyStore = { selectForVerify(options: { alg: string; kid?: string }): { kid?: string }[] };

/**
 * Lets a partner's assertion name a key (`kid`) though its registered keys have no ids: then those without an id are tried. A key that
 * has an id is used under that id only.
 */
export function acceptKeysWithoutKid(provider: Provider): void {
  const { Client } = provider;
  const findClient = Client.find.bind(Client);
  const done = new WeakSet<object>();
  const find = async (id: string) => {
    const client = await findClient(id);
    const store = (client as unknown as { asymmetricKeyStore?: KeyStore } | undefined)?.asymmetricKeyStore;
    if (!store || done.has(store)) return client;
    done.add(store);
    const select = store.selectForVerify.bind(store);
    store.selectForVerify = (options) => {
      const keys = select(options);
      if (keys.length > 0 || options.kid === undefined) return keys;
      const { kid: _, ...any } = options;
      return select(any).filter((key) => key.kid === undefined);
    };
    return client;
  };
  Object.assign(Client, { find });
}
