import { randomInt } from 'node:crypto';
import {
  type TicketCategory,
  ticketKept,
  ticketLimits,
  ticketNumber,
  ticketNumbers,
} from '../../domain/casework/tickets.js';
import type { Reason } from '../../domain/journey/reasons.js';
import type { Step } from '../../domain/journey/steps.js';
import { bytesOf, insertNew } from '../collection.js';
import type { StoreTools } from '../tools.js';
import type { TicketFile, ticketFiles } from './ticket-files.js';

/** What was said, by whom. `open` until staff close it, also where it was answered. */
export type TicketRow = {
  /** Its number. */
  _id: string;
  /** Keyed hash of the form it came by, in its browser: sent again it makes no second one. */
  form: string;
  /** Keyed hash of the browser it was written in. */
  browser: string;
  category: TicketCategory;
  language: 'en' | 'cy';
  /** Message and email address. */
  sealed: Uint8Array;
  /** Keyed hash of the email address. */
  emailKey: string;
  /** Who was signed in. Without it nobody has proved that the address is theirs. */
  accountId?: string;
  /** The journey they came from, where it is theirs. */
  journeyId?: string;
  /** What help was opened about, as their browser said. */
  step?: Step;
  reasons: readonly Reason[];
  files: readonly TicketFile[];
  answers: { at: Date; by: string; sealed: Uint8Array }[];
  state: 'open' | 'closed';
  createdAt: Date;
  updatedAt: Date;
  erasedAt: Date;
};

/** A ticket without what it says. */
export type Ticket = Omit<TicketRow, 'sealed' | 'answers' | 'form' | 'emailKey'> & { answered: number };

export type NewTicket = Pick<
  TicketRow,
  'category' | 'language' | 'accountId' | 'journeyId' | 'step' | 'reasons' | 'files'
> & { number: string; browser: string; nonce: string; message: string; email: string };

/** What a ticket says. */
export type TicketWords = { message: string; email: string; answers: { at: Date; by: string; text: string }[] };

/** What people write to us, and what staff answer: sealed, and kept for 180 days after the last that happened. */
export function tickets(
  { db, sealer, lookup }: StoreTools,
  files: Pick<ReturnType<typeof ticketFiles>, 'keepUntil' | 'erase'>,
) {
  const rows = db.collection<TicketRow>('tickets');
  const contextOf = (id: string, what: string) => `tickets.${what}:${id}`;
  const browserKey = (browser: string) => lookup.lookup('device', browser);
  const formKey = (browser: string, nonce: string) => lookup.lookup('token', `ticket ${browser} ${nonce}`);
  const known = ({ sealed: _, answers, form: __, emailKey: ___, ...row }: TicketRow): Ticket => ({
    ...row,
    answered: answers.length,
  });
  const kept = (now: Date) => ({ updatedAt: now, erasedAt: new Date(now.getTime() + ticketKept) });
  const eraseAll = async (which: object): Promise<void> => {
    const found = await rows.find(which, { projection: { _id: 1 } }).toArray();
    const ids = found.map(({ _id }) => _id);
    await files.erase(ids);
    await rows.deleteMany({ _id: { $in: ids } });
  };

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ form: 1 }, { unique: true });
      await rows.createIndex({ state: 1, createdAt: 1 });
      await rows.createIndex({ accountId: 1, createdAt: -1 }, { sparse: true });
      await rows.createIndex({ emailKey: 1 });
      await rows.createIndex({ erasedAt: 1 }, { expireAfterSeconds: 0 });
    },

    /** A number that no ticket has. */
    async freeNumber(): Promise<string> {
      for (;;) {
        const number = ticketNumber(randomInt(ticketNumbers));
        if (!(await rows.findOne({ _id: number }, { projection: { _id: 1 } }))) return number;
      }
    },

    /** The number of what was sent by that form already, if anything was. */
    async sentBy(browser: string, nonce: string): Promise<string | undefined> {
      return (await rows.findOne({ form: formKey(browser, nonce) }, { projection: { _id: 1 } }))?._id;
    },

    /** Of any number of posts of one form the first counts. @returns whether this one did */
    open({ number: _id, browser, nonce, message, email, ...rest }: NewTicket, now: Date): Promise<boolean> {
      return insertNew(rows, {
        ...{ _id, form: formKey(browser, nonce), browser: browserKey(browser), ...rest },
        sealed: sealer.sealJson({ message, email }, contextOf(_id, 'words')),
        emailKey: lookup.lookup('email', email),
        ...{ answers: [], state: 'open', createdAt: now, ...kept(now) },
      });
    },

    async byNumber(number: string): Promise<Ticket | undefined> {
      const row = await rows.findOne({ _id: number });
      return row ? known(row) : undefined;
    },

    /** What an account wrote, signed in: under an address alone anybody could have. */
    ofAccount: async (accountId: string): Promise<Ticket[]> =>
      (await rows.find({ accountId }).sort({ createdAt: 1 }).toArray()).map(known),

    /** Whether it was written in that browser. */
    isFrom: (ticket: Pick<Ticket, 'browser'>, browser: string): boolean => ticket.browser === browserKey(browser),

    async words(number: string): Promise<TicketWords | undefined> {
      const row = await rows.findOne({ _id: number });
      if (!row) return undefined;
      const { message, email } = sealer.openJson<Pick<TicketWords, 'message' | 'email'>>(
        bytesOf(row.sealed),
        contextOf(number, 'words'),
      );
      const answers = row.answers.map(({ at, by, sealed }) => ({
        ...{ at, by },
        text: sealer.openJson<string>(bytesOf(sealed), contextOf(number, 'answer')),
      }));
      return { message, email, answers };
    },

    /** Open ones, the longest waiting first; closed ones, the last closed first. */
    async list(state: Ticket['state'], limit: number): Promise<Ticket[]> {
      const order: Record<string, 1 | -1> = state === 'open' ? { createdAt: 1 } : { updatedAt: -1 };
      return (await rows.find({ state }).sort(order).limit(limit).toArray()).map(known);
    },

    countOpen: (): Promise<number> => rows.countDocuments({ state: 'open' }),

    /** @param seen how many answers whoever writes this one has read: of two at once one counts. @returns whether it does */
    async answer(number: string, seen: number, by: string, text: string, now: Date): Promise<boolean> {
      if (seen >= ticketLimits.answers) return false;
      const answer = { at: now, by, sealed: sealer.sealJson(text, contextOf(number, 'answer')) };
      const open = { _id: number, state: 'open' as const, answers: { $size: seen } };
      const { modifiedCount } = await rows.updateOne(open, { $push: { answers: answer }, $set: kept(now) });
      if (modifiedCount === 1) await files.keepUntil(number, kept(now).erasedAt);
      return modifiedCount === 1;
    },

    /** Closes or opens it again. @returns false where it was so before */
    async put(number: string, state: Ticket['state'], now: Date): Promise<boolean> {
      const other = state === 'open' ? 'closed' : 'open';
      const changed = await rows.updateOne({ _id: number, state: other }, { $set: { state, ...kept(now) } });
      if (changed.modifiedCount === 1) await files.keepUntil(number, kept(now).erasedAt);
      return changed.modifiedCount === 1;
    },

    /** Erases what an account wrote, and what was written without signing in under these addresses of it. */
    async eraseAccount(accountId: string, emails: readonly string[]): Promise<void> {
      const guest = {
        accountId: { $exists: false },
        emailKey: { $in: emails.map((email) => lookup.lookup('email', email)) },
      };
      await eraseAll({ $or: [{ accountId }, guest] });
    },
  };
}
