import type { AttachedFile } from '../../domain/casework/attached-file.js';
import { ticketKept } from '../../domain/casework/tickets.js';
import { randomId } from '../../platform/random-id.js';
import { bytesOf } from '../collection.js';
import type { StoreTools } from '../tools.js';

export type FileRow = { _id: string; ticket: string; sealed: Uint8Array; erasedAt: Date };

/** A file that came with a message: what it is by its first bytes. Its name is not kept, as it may say who it is of. */
export type TicketFile = { id: string; kind: AttachedFile; size: number };

/** Files that people attach to what they write to us, each sealed in a row of its own. */
export function ticketFiles({ db, sealer }: StoreTools) {
  const rows = db.collection<FileRow>('ticket_files');
  const contextOf = (ticket: string, id: string) => `ticket-files:${ticket}:${id}`;
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ ticket: 1 });
      await rows.createIndex({ erasedAt: 1 }, { expireAfterSeconds: 0 });
    },

    async put(
      ticket: string,
      files: readonly { kind: AttachedFile; bytes: Uint8Array }[],
      now: Date,
    ): Promise<TicketFile[]> {
      const erasedAt = new Date(now.getTime() + ticketKept);
      const added = files.map(({ bytes }) => {
        const _id = randomId();
        return { _id, ticket, sealed: sealer.seal(bytes, contextOf(ticket, _id)), erasedAt };
      });
      if (added.length > 0) await rows.insertMany(added);
      return files.flatMap(({ kind, bytes }, at) => {
        const id = added[at]?._id;
        return id ? [{ id, kind, size: bytes.length }] : [];
      });
    },

    /** The bytes of a file of that ticket, and of no other. */
    async get(ticket: string, id: string): Promise<Uint8Array | undefined> {
      const row = await rows.findOne({ _id: id, ticket });
      return row ? sealer.open(bytesOf(row.sealed), contextOf(ticket, id)) : undefined;
    },

    /** The ticket is kept longer: so are its files. */
    async keepUntil(ticket: string, erasedAt: Date): Promise<void> {
      await rows.updateMany({ ticket }, { $set: { erasedAt } });
    },

    async erase(tickets: readonly string[]): Promise<void> {
      await rows.deleteMany({ ticket: { $in: [...tickets] } });
    },
  };
}
