import { type Adapter, errors } from 'oidc-provider';
import type { Store } from '../../store/database.js';
import { clientOf } from './clients.js';

/** Where each of the provider's models is kept: partners are its clients, the rest lies in store/oidc.ts. */
export function adapterFor(store: Store): (model: string) => Adapter {
  return (model) => {
    if (model !== 'Client') return store.oidc.adapter(model, () => spent(model));
    return {
      ...store.oidc.adapter(model, () => spent(model)),
      async find(id) {
        const partner = await store.partners.byId(id);
        return partner ? clientOf(partner) : undefined;
      },
    };
  };
}

function spent(model: string): Error {
  if (model === 'PushedAuthorizationRequest') return new errors.InvalidRequestUri('request_uri was already used');
  return new errors.InvalidGrant('authorization code already consumed');
}
