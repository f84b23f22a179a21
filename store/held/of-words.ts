import type { Reading } from './held-of.js';
import { toldOf } from './told-of.js';

const most = 10_000;

/** What was written to the person and by them, and what happened. */
export const heldOfWords = {
  async *messages({ store, account }) {
    for (const { template, channel, status, updatedAt } of await store.messages.ofPerson({
      account,
      contacts: store.accountContacts.all(account),
    })) {
      yield { template, channel, status, at: updatedAt };
    }
  },
  async *messages_to_us({ store, account }) {
    for (const { _id: number, category, state, createdAt, files } of await store.tickets.ofAccount(account._id)) {
      const words = await store.tickets.words(number);
      const answers = words?.answers.map(({ at, text }) => ({ at, text }));
      yield { number, category, state, at: createdAt, email: words?.email, message: words?.message, answers };
      for (const { id, kind } of files) {
        const bytes = await store.ticketFiles.get(number, id);
        if (bytes) yield { number, kind, file: Buffer.from(bytes).toString('base64') };
      }
    }
  },
  async *activity({ store, account }) {
    for (const entry of await store.audit.ofAccount(account._id, most)) {
      for (const { at, action, actor, details } of toldOf(entry)) yield { at, action, by: actor.kind, details };
    }
  },
} satisfies Partial<Record<string, Reading>>;
