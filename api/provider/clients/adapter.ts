import { type Adapter, errors } from 'oidc-provider';
import type { Scope } from '../../../domain/claims/claims.js';
import type { Store } from '../../../store/database.js';
import { interactionAdapter } from '../interactions.js';
import { sessionWithAccount } from '../requests/arrival.js';
import { clientOf } from './clients.js';

/** Where each of the provider's models is kept: partners are its clients, interactions have a store of their own, the rest lies in store/provider/oidc.ts. */
export function adapterFor(store: Store, offered: readonly Scope[]): (model: string) => Adapter {
  return (model) => {
    const adapter = store.oidc.adapter(model, () =>
      model === 'RefreshToken'
        ? new errors.InvalidGrant('refresh token already used')
        : new errors.InvalidRequestUri('request_uri was already used'),
    );
    if (model === 'Interaction') return interactionAdapter(store, adapter);
    if (model === 'Session') return sessionWithAccount(adapter, store);
    if (model !== 'Client') return adapter;
    return {
      ...adapter,
      async find(id) {
        const partner = await store.partners.byId(id);
        return partner ? clientOf(partner, offered) : undefined;
      },
    };
  };
}
