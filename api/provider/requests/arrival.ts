import { type Adapter, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { ownClient } from '../../../domain/partners/own-client.js';
import type { Account } from '../../../store/accounts/accounts.js';
import type { Store } from '../../../store/database.js';
import type { KnownDelegation } from '../../../store/delegation/delegations.js';
import { hashOf } from '../../../store/hash-of.js';
import type { Arrival, ArrivingSession } from '../../../store/provider/arrivals.js';
import type { Consent } from '../../../store/provider/consents.js';

/**
 * What was read together for the request at hand, and is needed in several places of it. Each takes its part away: whoever asks a second
 * time reads anew, and nothing outlives the request.
 */
type Read = Partial<Arrival> & { accountId: string; clientId?: string };
const reads = new WeakMap<KoaContextWithOIDC, Read>();

/**
 * A session's account comes with it: whoever redeems a code needs both. At a partner's request so does what the account has there; which
 * partner that is the request's address says, before anything of it was checked.
 */
export function sessionWithAccount(adapter: Adapter, { arrivals, partners }: Store): Adapter {
  const note = (ctx: KoaContextWithOIDC, found: ArrivingSession | undefined, clientId?: string) => {
    const { account, at } = found ?? {};
    if (account) reads.set(ctx, { accountId: account._id, account, ...(clientId ? { clientId } : {}), ...at });
    return found?.payload;
  };
  return {
    ...adapter,
    async find(id) {
      const { ctx } = Provider;
      const clientId = ctx?.oidc?.route === 'authorization' ? ctx.query.client_id : undefined;
      const partner = typeof clientId === 'string' ? await partners.byId(clientId) : null;
      if (!ctx || !partner) return adapter.find(id);
      const payload = note(ctx, await arrivals.bySession({ key: hashOf(id) }, partner), partner._id);
      return payload && { ...payload, jti: id };
    },
    async findByUid(uid) {
      const { ctx } = Provider;
      if (ctx?.oidc?.route !== 'token') return adapter.findByUid(uid);
      return note(ctx, await arrivals.bySession({ _id: uid }));
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
  const arrives = (route === 'authorization' || route === 'resume') && client && client.clientId !== ownClient;
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
