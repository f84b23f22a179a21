import { type Adapter, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Account } from '../../store/accounts.js';
import type { Arrival } from '../../store/arrivals.js';
import type { Consent } from '../../store/consents.js';
import type { Store } from '../../store/database.js';
import type { KnownDelegation } from '../../store/delegations.js';
import { firstPartyId } from './first-party.js';

/**
 * What was read together for the request at hand, and is needed in several places of it. Each takes its part away: whoever asks a second
 * time reads anew, and nothing outlives the request.
 */
type Read = Partial<Arrival> & { accountId: string; clientId?: string };
const reads = new WeakMap<KoaContextWithOIDC, Read>();

/** A session's account comes with it: whoever redeems a code needs both. */
export function sessionWithAccount(adapter: Adapter, { arrivals }: Pick<Store, 'arrivals'>): Adapter {
  return {
    ...adapter,
    async findByUid(uid) {
      const { ctx } = Provider;
      if (ctx?.oidc?.route !== 'token') return adapter.findByUid(uid);
      const found = await arrivals.bySession(uid);
      if (found?.account) reads.set(ctx, { accountId: found.account._id, account: found.account });
      return found?.payload;
    },
  };
}

/** The account of a request. Where somebody comes from a partner, with what they have there. */
export async function accountIn(store: Store, ctx: KoaContextWithOIDC, accountId: string): Promise<Account | null> {
  const known = reads.get(ctx);
  const { account } = known ?? {};
  if (known && account && known.accountId === accountId) {
    delete known.account;
    return account;
  }
  const { route, client } = ctx.oidc;
  const arrives = (route === 'authorization' || route === 'resume') && client && client.clientId !== firstPartyId;
  const partner = arrives ? await store.partners.byId(client.clientId) : null;
  if (!partner) return store.accounts.byId(accountId);
  const arrival = await store.arrivals.of(accountId, partner);
  if (!arrival) return null;
  const { consent, delegations } = arrival;
  reads.set(ctx, { accountId, clientId: partner._id, consent, delegations });
  return arrival.account;
}

/** What an account has at the partner of the request. */
export async function consentIn(
  store: Store,
  ctx: KoaContextWithOIDC,
  accountId: string,
  clientId: string,
): Promise<Consent | null> {
  const consent = take(ctx, accountId, clientId, 'consent');
  return consent === undefined ? store.consents.of(accountId, clientId) : consent;
}

/** The delegations of an account that were read for the partner of the request; undefined where none were, or they were taken. */
export const delegationsIn = (
  ctx: KoaContextWithOIDC,
  accountId: string,
  clientId: string,
): KnownDelegation[] | undefined => take(ctx, accountId, clientId, 'delegations');

function take<P extends 'consent' | 'delegations'>(
  ctx: KoaContextWithOIDC,
  accountId: string,
  clientId: string,
  part: P,
): Read[P] {
  const known = reads.get(ctx);
  if (known?.accountId !== accountId || known.clientId !== clientId) return undefined;
  const taken = known[part];
  delete known[part];
  return taken;
}
