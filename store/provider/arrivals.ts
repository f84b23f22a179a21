import type { Document } from 'mongodb';
import type { AdapterPayload } from 'oidc-provider';
import type { Account } from '../accounts/accounts.js';
import type { signInWays as makeSignInWays, Row, Ways } from '../accounts/sign-in-ways.js';
import type { DelegationRow, KnownDelegation, delegations as makeDelegations } from '../delegation/delegations.js';
import type { Partner } from '../partners/partners.js';
import type { StoreTools } from '../tools.js';
import type { Consent } from './consents.js';
import type { SessionRow } from './oidc.js';

/** What an account has at a partner: what it agreed to, and by which delegations it may be able to act there. */
export type Belongings = { consent: Consent | null; delegations: KnownDelegation[] };
/** Somebody at a partner, as of one moment. */
export type Arrival = Belongings & { account: Account };
/** A session that lives, as of one moment: with its account, and what that has at the partner it was asked for. */
export type ArrivingSession = { payload: AdapterPayload; account?: Account | undefined; at?: Belongings };

type Place = Pick<Partner, '_id' | 'delegatedAccess'>;
type Joined = { consents?: Consent[]; delegations?: DelegationRow[] };
type Of = { delegations: ReturnType<typeof makeDelegations>; signInWays: ReturnType<typeof makeSignInWays> };

/**
 * What one request needs of several collections, read by one command: for the api each further one costs about as much as all that it does
 * with the answer.
 */
export function arrivals({ db }: StoreTools, { delegations, signInWays }: Of) {
  const accounts = db.collection<Account>('accounts');
  const sessions = db.collection<SessionRow>('oidc_sessions');

  /** @param localField where the rows name the account */
  const joined = (localField: string, { _id: partnerId, delegatedAccess }: Place): Document[] => [
    theirs('consents', localField, 'accountId', [{ $match: { partnerId } }]),
    ...(delegatedAccess ? [theirs('delegations', localField, 'actorId', delegations.liveAs(partnerId))] : []),
  ];
  const belongings = ({ consents = [], delegations: found = [] }: Joined): Belongings => ({
    consent: consents[0] ?? null,
    delegations: found.map(delegations.known),
  });

  return {
    /** An account as it arrives at a partner; undefined where there is none. */
    async of(accountId: string, place: Place): Promise<Arrival | undefined> {
      const stages = [{ $match: { _id: accountId } }, ...joined('_id', place)];
      const [row] = await accounts.aggregate<Account & Joined>(stages).toArray();
      if (!row) return undefined;
      const { consents: _, delegations: __, ...account } = row;
      return { account, ...belongings(row) };
    },

    /** The session of a cookie (by the hash of its value) or of a uid, if it lives. */
    async bySession(which: { key: string } | { _id: string }, place?: Place): Promise<ArrivingSession | undefined> {
      const live = { ...which, expiresAt: { $gt: new Date() } };
      const stages = [{ $match: live }, theirs('accounts', 'accountId', '_id')];
      if (place) stages.push(...joined('accountId', place));
      const [row] = await sessions.aggregate<SessionRow & Joined & { accounts: Account[] }>(stages).toArray();
      return row && { payload: row.payload, account: row.accounts[0], ...(place ? { at: belongings(row) } : {}) };
    },

    /** An account with the ways to sign in to it. */
    async withWays(accountId: string, now: Date): Promise<{ account: Account; ways: Ways } | undefined> {
      const oldestFirst = [{ $sort: { createdAt: 1 } }];
      const stages = [{ $match: { _id: accountId } }, theirs('sign_in_ways', '_id', 'accountId', oldestFirst)];
      const [row] = await accounts.aggregate<Account & { sign_in_ways: Row[] }>(stages).toArray();
      if (!row) return undefined;
      const { sign_in_ways: found, ...account } = row;
      return { account, ways: signInWays.read(account, found, now) };
    },
  };
}

const theirs = (from: string, localField: string, foreignField: string, pipeline?: Document[]): Document => ({
  $lookup: { from, localField, foreignField, as: from, ...(pipeline ? { pipeline } : {}) },
});
