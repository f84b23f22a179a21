import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Store } from '../../store/database.js';
import { firstPartyId } from './first-party.js';

type Grant = InstanceType<Provider['Grant']>;

/** A grant's id says whose it is and for whom; account ids hold no dot. */
export const grantIdOf = (accountId: string, clientId: string): string => `${accountId}.${clientId}`;

/**
 * Grants that are not stored: each is made of the consent the person gave, so that consent withdrawn is withdrawn at once, `prompt=none`
 * works in a new browser, and a sign-in writes nothing. `openid` alone (who signed in) needs no consent.
 */
export function consentGrants(store: Store) {
  const build = async (provider: Provider, accountId: string, clientId: string): Promise<Grant> => {
    const grant = new provider.Grant({ accountId, clientId });
    const consent = clientId === firstPartyId ? null : await store.consents.of(accountId, clientId);
    grant.jti = grantIdOf(accountId, clientId);
    grant.addOIDCScope(['openid', ...(consent?.scopes ?? [])].join(' '));
    return grant;
  };
  return {
    /** Makes the provider find such grants by their id. */
    install(provider: Provider): void {
      const find = async (id: string) => {
        const dot = id.indexOf('.');
        return dot > 0 ? build(provider, id.slice(0, dot), id.slice(dot + 1)) : undefined;
      };
      Object.assign(provider.Grant, { find });
    },

    async loadExistingGrant({ oidc }: KoaContextWithOIDC): Promise<Grant | undefined> {
      const { accountId } = oidc.session ?? {};
      return accountId && oidc.client ? build(oidc.provider, accountId, oidc.client.clientId) : undefined;
    },
  };
}
