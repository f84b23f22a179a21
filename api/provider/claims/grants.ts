import { type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { claimTable } from '../../../domain/claims/claim-table.js';
import { knownScopes } from '../../../domain/claims/claims.js';
import { ownClient } from '../../../domain/partners/own-client.js';
import type { Store } from '../../../store/database.js';
import type { Acting } from '../../../store/delegation/acting.js';
import { openedBy, takeUp } from '../prompts/acting.js';
import { noteVisit } from '../prompts/whom.js';
import { consentIn } from '../requests/arrival.js';
import type { OwnParts } from '../sessions/sessions.js';

type Grant = InstanceType<Provider['Grant']>;

/** A grant's id says whose it is, by which delegation they act, and for which partner; account ids hold no dot and no tilde. */
export const grantIdOf = (accountId: string, clientId: string, delegationId?: string): string =>
  `${accountId}${delegationId ? `~${delegationId}` : ''}.${clientId}`;

/**
 * Grants that are not stored: each is made of the consent the person gave, so that consent withdrawn is withdrawn at once, `prompt=none`
 * works in a new browser, and a sign-in writes nothing. `openid` alone (who signed in) needs no consent.
 */
export function consentGrants(store: Store) {
  /** By a delegation, all scopes are decided on: what it opens is given, anything else refused, and the actor's own consent is worth nothing. */
  const makeActing = (provider: Provider, acting: Acting, clientId: string): Grant => {
    const { id, actorId } = acting.delegation;
    const opened = openedBy(acting, knownScopes);
    const grant = make(provider, actorId, clientId, opened);
    grant.jti = grantIdOf(actorId, clientId, id);
    grant.rejectOIDCScope(knownScopes.filter((scope) => !opened.includes(scope)).join(' '));
    return grant;
  };
  const make = (provider: Provider, accountId: string, clientId: string, scopes: readonly string[]): Grant => {
    const grant = new provider.Grant({ accountId, clientId });
    grant.jti = grantIdOf(accountId, clientId);
    grant.addOIDCScope([...new Set(['openid', ...scopes])].join(' '));
    // Claims come with their scopes; that one is asked for by name releases none (see account.ts).
    grant.addOIDCClaims(Object.keys(claimTable));
    return grant;
  };
  const consented = async (accountId: string, clientId: string): Promise<string[]> =>
    (await store.consents.of(accountId, clientId))?.scopes ?? [];

  return {
    /** Makes the provider find such grants by their id. */
    install(provider: Provider): void {
      const find = async (id: string) => {
        const dot = id.indexOf('.');
        if (dot < 1) return undefined;
        const [whose, clientId] = [id.slice(0, dot), id.slice(dot + 1)];
        const [accountId = '', delegationId] = whose.split('~');
        if (delegationId !== undefined) {
          const partner = await store.partners.byId(clientId);
          const acting = partner && (await store.acting.by(delegationId, accountId, partner, new Date()));
          return acting ? makeActing(provider, acting, clientId) : undefined;
        }
        // A code holds the scopes that were consented to when it was made, a minute ago at most: nothing needs to be read again.
        const { route, params } = Provider.ctx?.oidc ?? {};
        const redeeming = route === 'token' && params?.grant_type === 'authorization_code';
        const scopes = redeeming ? knownScopes : await consented(accountId, clientId);
        return make(provider, accountId, clientId, scopes);
      };
      Object.assign(provider.Grant, { find });
    },

    async loadExistingGrant(ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
      const { oidc } = ctx;
      const accountId = oidc.session?.accountId;
      const clientId = oidc.client?.clientId;
      if (!accountId || !clientId) return undefined;
      const acting = await takeUp(ctx, store, accountId, clientId);
      Object.assign(oidc.session as OwnParts, { actingBy: acting?.delegation.id });
      const known = clientId === ownClient ? null : await consentIn(store, ctx, accountId, clientId);
      noteVisit(ctx, known);
      if (acting) return makeActing(oidc.provider, acting, clientId);
      return make(oidc.provider, accountId, clientId, known?.scopes ?? []);
    },
  };
}
