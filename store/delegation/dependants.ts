import type { Identity } from '../../domain/person/identity.js';
import { randomId } from '../../platform/random-id.js';
import { bytesOf, insertNew } from '../collection.js';
import type { StoreTools } from '../tools.js';

/** A person for whom others act and who has no account of their own: a child, or an adult without capacity. Their id is their `sub`. */
export type Dependant = { _id: string; nhsKey: string; identity: Uint8Array; updatedAt: Date };

export type PdsIdentity = Identity & { nhsNumber: string };

/** People in care: one row for each NHS number, so that two parents act for the same child, and partners see one `sub`. */
export function dependants({ db, sealer, lookup }: StoreTools) {
  const rows = db.collection<Dependant>('dependants');
  const contextOf = (id: string) => `dependants.identity:${id}`;
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ nhsKey: 1 }, { unique: true });
    },

    byId: (id: string) => rows.findOne({ _id: id }),

    identity: ({ _id, identity }: Dependant): PdsIdentity =>
      sealer.openJson<PdsIdentity>(bytesOf(identity), contextOf(_id)),

    /** Keeps who they are by PDS, anew where they are known. @returns their id */
    async keep(identity: PdsIdentity, now: Date): Promise<string> {
      const nhsKey = lookup.lookup('nhsNumber', identity.nhsNumber);
      const known = await rows.findOne({ nhsKey });
      const id = known?._id ?? randomId();
      const fields = { identity: sealer.sealJson(identity, contextOf(id)), updatedAt: now };
      if (known) await rows.updateOne({ _id: id }, { $set: fields });
      else if (!(await insertNew(rows, { _id: id, nhsKey, ...fields }))) return this.keep(identity, now);
      return id;
    },

    /** Nobody acts for them any more. */
    async erase(id: string): Promise<void> {
      await rows.deleteOne({ _id: id });
    },
  };
}
