import type { Document } from 'mongodb';
import type { AdapterPayload } from 'oidc-provider';
import type { Account } from './accounts.js';
import { type Consent, consentId } from './consents.js';
import type { DelegationRow, KnownDelegation, delegations as makeDelegations } from './delegations.js';
import type { SessionRow } from './oidc.js';
import type { Partner } from './partners.js';
import type { signInWays as makeSignInWays, Row, Ways } from './sign-in-ways.js';
import type { StoreTools } from './tools.js';

/** Somebody at a partner: their account, what they have there, and by which delegations they may be able to act there. As of one moment. */
export type Arrival = { account: Account; consent: Consent | null; delegations: KnownDelegation[] };

type Of = { delegations: ReturnType<typeof makeDelegations>; signInWays: ReturnType<typeof makeSignInWays> };
type Place = Pick<Partner, '_id' | 'delegatedAccess'>;

/**
 * What one request needs of several collections, read by one command: for the api each further one costs about as much as all that it does
 * with the answer.
 */
export function arrivals({ db }: StoreTools, { delegations, signInWays }: Of) {
  const accounts = db.collection<Account>('accounts');
  const sessions = db.collection<SessionRow>('oidc_sessions');
  return {
    /** An account as it arrives at a partner; undefined where there is none. */
    async of(accountId: string, { _id: partnerId, delegatedAccess }: Place): Promise<Arrival | undefined> {
      const [row] = await accounts
        .aggregate<Account & { consents: Consent[]; delegations?: DelegationRow[] }>([
          { $match: { _id: accountId } },
          beside('consents', [{ $match: { _id: consentId(accountId, partnerId) } }]),
          ...(delegatedAccess ? [beside('delegations', delegations.liveAs(accountId, partnerId))] : []),
        ])
        .toArray();
      if (!row) return undefined;
      const { consents, delegations: found = [], ...account } = row;
      return { account, consent: consents[0] ?? null, delegations: found.map(delegations.known) };
    },

    /** An account with the ways to sign in to it. */
    async withWays(accountId: string, now: Date): Promise<{ account: Account; ways: Ways } | undefined> {
      const [row] = await accounts
        .aggregate<Account & { sign_in_ways: Row[] }>([
          { $match: { _id: accountId } },
          beside('sign_in_ways', [{ $match: { accountId } }, { $sort: { createdAt: 1 } }]),
        ])
        .toArray();
      if (!row) return undefined;
      const { sign_in_ways: found, ...account } = row;
      return { account, ways: signInWays.read(account, found, now) };
    },

    /** A session that lives, with its account. */
    async bySession(uid: string): Promise<{ payload: AdapterPayload; account: Account | undefined } | undefined> {
      const [row] = await sessions
        .aggregate<SessionRow & { accounts: Account[] }>([
          { $match: { _id: uid, expiresAt: { $gt: new Date() } } },
          { $lookup: { from: 'accounts', localField: 'accountId', foreignField: '_id', as: 'accounts' } },
        ])
        .toArray();
      return row && { payload: row.payload, account: row.accounts[0] };
    },
  };
}

const beside = (from: string, pipeline: Document[]): Document => ({ $lookup: { from, pipeline, as: from } });
