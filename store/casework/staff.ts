import type { StaffRole } from '../../domain/casework/staff-roles.js';
import { bytesOf } from '../collection.js';
import type { StoreTools } from '../tools.js';

export type StaffRow = { _id: string; who: Uint8Array; roles: StaffRole[]; signedInAt: Date };

/** Who has ever signed in as staff: whom a checker's id in the audit stands for. Rows stay as long as the audit does. */
export function staff({ db, sealer, lookup }: StoreTools) {
  const rows = db.collection<StaffRow>('staff');
  const nameOf = ({ _id, who }: StaffRow) => sealer.openJson<{ name: string }>(bytesOf(who), `staff.who:${_id}`).name;

  return {
    ensureIndexes: async () => {},

    /** @returns the id of the person in the queue and in the audit: a keyed hash, always the same for one subject of one issuer. */
    async signedIn(
      person: { issuer: string; subject: string; name: string; roles: StaffRole[] },
      now: Date,
    ): Promise<string> {
      const { roles, ...who } = person;
      const _id = lookup.lookup('staff', `${who.issuer}\n${who.subject}`);
      await rows.updateOne(
        { _id },
        { $set: { who: sealer.sealJson(who, `staff.who:${_id}`), roles, signedInAt: now } },
        { upsert: true },
      );
      return _id;
    },

    /** Names by id; those of whom nothing is known are left out. */
    async names(ids: readonly string[]): Promise<Map<string, string>> {
      const found = await rows.find({ _id: { $in: [...new Set(ids)] } }).toArray();
      return new Map(found.map((row) => [row._id, nameOf(row)]));
    },

    /** Names of those who decide cases, for those who give them one: sorted, of the last `since`. */
    async checkers(since: Date): Promise<{ id: string; name: string }[]> {
      const found = await rows
        .find({ roles: { $in: ['checker', 'senior'] }, signedInAt: { $gte: since } })
        .limit(500)
        .toArray();
      return found.map((row) => ({ id: row._id, name: nameOf(row) })).sort((a, b) => a.name.localeCompare(b.name));
    },
  };
}
