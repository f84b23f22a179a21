import type { PortalRole } from '../../domain/partners/portal-roles.js';
import { bytesOf } from '../collection.js';
import type { StoreTools } from '../tools.js';

/** `reads`: wants the monthly report of the service’s statistics. */
type Member = { accountId: string; role: PortalRole; since: Date; reads?: true };

/** An invitation waits for whoever signs in with that email address; its message is a pointer and opens nothing. */
type Invitation = { id: string; email: Uint8Array; emailKey: string; role: PortalRole; by: string; expiresAt: Date };

/** The people who look after a partner's service. Its registration lies beside it, in the partners, under the same id. */
export type Service = {
  _id: string;
  members: Member[];
  invitations: Invitation[];
  createdAt: Date;
};

/** Members and invitations of one service, together. */
const mostPeople = 50;

export function services({ db, sealer, lookup }: StoreTools) {
  const rows = db.collection<Service>('services');
  const seal = (id: string, email: string) => sealer.sealJson(email, `services.invitation:${id}`);
  const change = async (id: string, condition: object, update: object, arrayFilters?: object[]): Promise<boolean> =>
    (await rows.updateOne({ _id: id, ...condition }, update, { ...(arrayFilters && { arrayFilters }) }))
      .matchedCount === 1;
  const notTheLastOwner = (accountId: string) => ({
    members: { $elemMatch: { role: 'owner', accountId: { $ne: accountId } } },
  });

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ 'members.accountId': 1 });
      await rows.createIndex({ 'invitations.emailKey': 1 });
    },

    /** @param owner left out for a service of the operator's, whose first owner is invited */
    async create(id: string, owner: string | undefined, now: Date): Promise<void> {
      const members: Member[] = owner ? [{ accountId: owner, role: 'owner', since: now }] : [];
      await rows.updateOne(
        { _id: id },
        { $setOnInsert: { members, invitations: [], createdAt: now } },
        { upsert: true },
      );
    },

    byId: (id: string) => rows.findOne({ _id: id }),

    /** Newest first. */
    ofAccount: (accountId: string, limit = 100): Promise<Service[]> =>
      rows.find({ 'members.accountId': accountId }).sort({ createdAt: -1 }).limit(limit).toArray(),

    /** Services in which a person is invited that has this email now. */
    inviting: (emailKey: string, now: Date): Promise<Service[]> =>
      rows
        .find({ invitations: { $elemMatch: { emailKey, expiresAt: { $gt: now } } } })
        .limit(20)
        .toArray(),

    /** By their ids, those after one: for messages to the people of many. */
    page: (after: string, limit: number): Promise<Service[]> =>
      rows
        .find({ _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),

    emailOf: ({ id, email }: Invitation): string =>
      sealer.openJson<string>(bytesOf(email), `services.invitation:${id}`),

    /**
     * An earlier invitation of the same address is replaced, and those that are over make room.
     * @param email normalised @returns false where there are too many people
     */
    async invite(
      serviceId: string,
      { email, ...rest }: Omit<Invitation, 'email' | 'emailKey'> & { email: string },
      now: Date,
    ): Promise<boolean> {
      const emailKey = lookup.lookup('email', email);
      await rows.updateOne({ _id: serviceId }, { $pull: { invitations: { emailKey } } });
      await rows.updateOne({ _id: serviceId }, { $pull: { invitations: { expiresAt: { $lte: now } } } });
      return change(
        serviceId,
        {
          [`members.${mostPeople - 1}`]: { $exists: false },
          [`invitations.${mostPeople - 1}`]: { $exists: false },
        },
        { $push: { invitations: { ...rest, email: seal(rest.id, email), emailKey } } },
      );
    },

    withdrawInvitation: (serviceId: string, invitationId: string): Promise<boolean> =>
      change(serviceId, { 'invitations.id': invitationId }, { $pull: { invitations: { id: invitationId } } }),

    /** Whoever has the address joins, once. @returns the role, or undefined where there is no such invitation for them. */
    async accept(
      serviceId: string,
      { accountId, emailKey }: { accountId: string; emailKey: string },
      now: Date,
    ): Promise<PortalRole | undefined> {
      const invited = { emailKey, expiresAt: { $gt: now } };
      const before = await rows.findOne({ _id: serviceId, invitations: { $elemMatch: invited } });
      const invitation = before?.invitations.find((one) => one.emailKey === emailKey);
      if (!invitation) return undefined;
      const joined = await change(
        serviceId,
        { invitations: { $elemMatch: { ...invited, id: invitation.id } }, 'members.accountId': { $ne: accountId } },
        {
          $pull: { invitations: { id: invitation.id } },
          $push: { members: { accountId, role: invitation.role, since: now } },
        },
      );
      return joined ? invitation.role : undefined;
    },

    async decline(serviceId: string, emailKey: string): Promise<void> {
      await rows.updateOne({ _id: serviceId }, { $pull: { invitations: { emailKey } } });
    },

    /** @returns false for the last owner: a service is never without one. */
    setRole: (serviceId: string, accountId: string, role: PortalRole): Promise<boolean> =>
      change(
        serviceId,
        role === 'owner'
          ? { 'members.accountId': accountId }
          : { $and: [{ 'members.accountId': accountId }, notTheLastOwner(accountId)] },
        { $set: { 'members.$[who].role': role } },
        [{ 'who.accountId': accountId }],
      ),

    /** From then on this person gets the monthly report, or gets it no more. */
    setReader: (serviceId: string, accountId: string, reads: boolean): Promise<boolean> =>
      change(
        serviceId,
        { 'members.accountId': accountId },
        reads ? { $set: { 'members.$[who].reads': true } } : { $unset: { 'members.$[who].reads': '' } },
        [{ 'who.accountId': accountId }],
      ),

    /** Services that would be without an owner if this person left. */
    onlyOwnedBy: async (accountId: string): Promise<string[]> => {
      const own = {
        members: { $elemMatch: { accountId, role: 'owner' as const } },
        $nor: [notTheLastOwner(accountId)],
      };
      return (await rows.find(own, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id);
    },

    /** The account is erased. */
    async removeEverywhere(accountId: string): Promise<void> {
      await rows.updateMany({ 'members.accountId': accountId }, { $pull: { members: { accountId } } });
    },

    /** @returns false for the last owner. */
    removeMember: (serviceId: string, accountId: string): Promise<boolean> =>
      change(
        serviceId,
        { $and: [{ 'members.accountId': accountId }, notTheLastOwner(accountId)] },
        { $pull: { members: { accountId } } },
      ),
  };
}
