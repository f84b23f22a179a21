import { type ContactKind, contactKinds, undoLasts } from '../../domain/accounts/contact-change.js';
import { type Level, reaches } from '../../domain/levels/levels.js';
import { sameSecret } from '../../platform/keys/lookup.js';
import { bytesOf, isDuplicateKey } from '../collection.js';
import type { Channel } from '../messages/message.js';
import type { StoreTools } from '../tools.js';
import type { Account } from './accounts.js';

/** A contact that was changed, for as long as whoever has it can undo that. Of several the oldest first. */
export type FormerContact = {
  /** The change that took its place. */
  changeId: string;
  kind: ContactKind;
  key: string;
  /** Absent where the account had none. */
  sealed?: Uint8Array;
  /** Hash of the secret that undoes the change. */
  undoHash: string;
  /** The account's level then: what was proved later goes when the change is undone. */
  level: Level;
  at: Date;
  until: Date;
};

/** A person's way to be reached. */
export type Contact = { channel: 'email' | 'sms'; to: string };

/** What undoes a change is made from its id by a key: nothing in the store opens it, and a message that is sent again says the same. */
export const undoSecretName = (changeId: string): string => `contact-change ${changeId}`;

/**
 * The contacts of accounts and their changes. Each change is one write to the account: the new contact, the former one and the means to
 * undo it, or none of them. A former email address stays its account's while it can come back: nobody else registers it meanwhile.
 */
export function accountContacts({ db, sealer, lookup }: StoreTools) {
  const rows = db.collection<Account>('accounts');
  const contextOf = (id: string, kind: ContactKind) => `accounts.${kind}:${id}`;
  const open = <T = string>(id: string, kind: ContactKind, sealed: Uint8Array) =>
    sealer.openJson<T>(bytesOf(sealed), contextOf(id, kind));
  const hashOf = (secret: string) => lookup.lookup('token', `hash ${secret}`);
  /** All email addresses that are the account's, the present one first: unique among accounts. */
  const keysWith = (emailKey: string, former: readonly FormerContact[]) => [
    ...new Set([emailKey, ...former.filter(({ kind }) => kind === 'email').map(({ key }) => key)]),
  ];

  return {
    ensureIndexes: async () => {
      const partialFilterExpression = { emailKeys: { $exists: true } };
      await rows.createIndex({ emailKeys: 1 }, { unique: true, partialFilterExpression });
      await rows.createIndex({ 'former.changeId': 1 }, { sparse: true });
    },

    /** Where people are told what concerns their account: by its contacts, and by those it had a few days ago. One rule for all. */
    known(account: Account, now: Date): Contact[] {
      const all = [
        { kind: 'email' as const, sealed: account.email },
        { kind: 'mobile' as const, sealed: account.mobile },
        ...(account.former ?? []).filter(({ until }) => until > now),
      ].flatMap(({ kind, sealed }) =>
        sealed && (kind === 'email' || kind === 'mobile')
          ? [{ channel: channels[kind], to: open(account._id, kind, sealed) }]
          : [],
      );
      return all.filter(({ to }, index) => all.findIndex((one) => one.to === to) === index);
    },

    /** Everything that a message about the account may ever have gone to, with what it had before. */
    all(account: Account): { channel: Channel; to: string }[] {
      const own = contactKinds.flatMap((kind) => (account[kind] ? [{ kind, sealed: account[kind] }] : []));
      return [...own, ...(account.former ?? [])].flatMap(({ kind, sealed }) => {
        if (!sealed) return [];
        const to = open<string | string[]>(account._id, kind, sealed);
        return [{ channel: channels[kind], to: typeof to === 'string' ? to : to.join('\n') }];
      });
    },

    /**
     * Puts the new contact in the old one's place, in the epoch in which the change was begun. Repeating it changes nothing.
     * @param to normalised; of an address its lines @returns `in_use` where the email address is another account's; `refused` where the account was blocked or
     * changed otherwise meanwhile.
     */
    async change(change: {
      changeId: string;
      accountId: string;
      epoch: number;
      kind: ContactKind;
      to: string;
      now: Date;
    }): Promise<'changed' | 'in_use' | 'refused'> {
      const { changeId, accountId, epoch, kind, to, now } = change;
      const account = await rows.findOne({ _id: accountId });
      if (account?.former?.some((one) => one.changeId === changeId)) return 'changed';
      if (!account || account.blocked || account.closing || account.epoch !== epoch) return 'refused';
      const undoHash = hashOf(lookup.lookup('token', undoSecretName(changeId)));
      const until = new Date(now.getTime() + undoLasts);
      const before = kind === 'address' ? undefined : account[`${kind}Key`];
      const own = {
        changeId,
        kind,
        key: before ?? '',
        ...(account[kind] && { sealed: account[kind] }),
        undoHash,
        level: account.level,
        at: now,
        until,
      };
      const former = [...(account.former ?? []), own];
      const key = lookup.lookup(kind, to);
      const emailKey = kind === 'email' ? key : account.emailKey;
      try {
        const { matchedCount } = await rows.updateOne(
          { _id: accountId, epoch, blocked: false, closing: { $exists: false } },
          {
            $set: {
              [kind]: sealer.sealJson(kind === 'address' ? to.split('\n') : to, contextOf(accountId, kind)),
              ...(kind === 'address' ? {} : { [`${kind}Key`]: key }),
              emailKeys: keysWith(emailKey, former),
              former,
            },
            $inc: { epoch: 1 },
          },
        );
        return matchedCount === 1 ? 'changed' : this.change(change);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return 'in_use';
      }
    },

    /** The account of a change that this secret undoes, while it does; spent or too late, there is none. */
    async byUndoSecret(changeId: string, secret: string, now: Date): Promise<Account | null> {
      const account = await rows.findOne({ 'former.changeId': changeId });
      const own = account?.former?.find((one) => one.changeId === changeId);
      return own && own.until > now && sameSecret(hashOf(secret), own.undoHash) ? account : null;
    },

    /**
     * Gives back the contacts that the account had before the change: this one, and those changed after it. What somebody may have done
     * with the account meanwhile goes with it: the password counts no more, and nor does what was proved. Its secret is spent by this.
     * @returns the account as it was before, or null where there is nothing to undo (any more).
     */
    async undo(changeId: string, now: Date): Promise<Account | null> {
      const account = await rows.findOne({ 'former.changeId': changeId });
      const former = account?.former ?? [];
      const first = former.findIndex((one) => one.changeId === changeId);
      const own = former[first];
      if (!account || !own || own.until <= now || account.closing?.erasing) return null;
      const undone = former.slice(first);
      const email = undone.find(({ kind }) => kind === 'email');
      // Of several changes of one contact the oldest holds what was there first.
      const back = contactKinds.flatMap((kind) => undone.find((one) => one.kind === kind) ?? []);
      const left = former.slice(0, first);
      const { $set, $unset } = levelBack(account, own.level);
      const { matchedCount } = await rows.updateOne(
        // An account that is being erased stays closed: half of it is gone.
        { _id: account._id, epoch: account.epoch, 'closing.erasing': { $exists: false } },
        {
          $set: {
            ...$set,
            ...Object.assign({}, ...back.map(givenBack)),
            emailKeys: keysWith(email?.key ?? account.emailKey, left),
            former: left,
          },
          $unset: {
            ...$unset,
            ...{ passwordHash: '', closing: '' },
            ...Object.assign({}, ...back.map(takenAway)),
          },
          $inc: { epoch: 1 },
        },
      );
      return matchedCount === 1 ? account : this.undo(changeId, now);
    },

    /** The time to undo a change is over: its former contact is forgotten, and free for others. */
    async forgetFormer(accountId: string, changeId: string): Promise<void> {
      const account = await rows.findOne({ _id: accountId, 'former.changeId': changeId });
      if (!account) return;
      const former = (account.former ?? []).filter((one) => one.changeId !== changeId);
      const { matchedCount } = await rows.updateOne(
        { _id: accountId, epoch: account.epoch, former: { $size: former.length + 1 } },
        { $set: { former, emailKeys: keysWith(account.emailKey, former) } },
      );
      if (matchedCount !== 1) await this.forgetFormer(accountId, changeId);
    },
  };
}

const channels = { email: 'email', mobile: 'sms', landline: 'voice', address: 'letter' } as const;

/** The fields of a former contact, where the account had one. */
const givenBack = ({ kind, key, sealed }: FormerContact) =>
  sealed ? { [kind]: sealed, ...(kind === 'address' ? {} : { [`${kind}Key`]: key }) } : {};

/** The fields of a contact that the account did not have. */
const takenAway = ({ kind, sealed }: FormerContact): Record<string, ''> =>
  sealed ? {} : { [kind]: '', [`${kind}Key`]: '' };

/** What was proved after a change may be somebody else's. Never raises: what was taken back meanwhile stays so. */
function levelBack({ level: now }: Account, then: Level): { $set: { level?: Level }; $unset: Record<string, ''> } {
  if (reaches(then, now)) return { $set: {}, $unset: {} };
  const $unset = { proof: '', 'proofs.P9': '' } as const;
  return { $set: { level: then }, $unset: then === 'P0' ? { ...$unset, identity: '', 'proofs.P5': '' } : $unset };
}
