import type { StaffRole } from '../domain/staff-roles.js';
import type { StoreTools } from './tools.js';

type StaffRow = { _id: string; who: Uint8Array; roles: StaffRole[]; signedInAt: Date };

/** Who has ever signed in as staff: whom a checker's id in the audit stands for. Rows stay as long as the audit does. */
export function staff({ db, sealer, lookup }: StoreTools) {
  const rows = db.collection<StaffRow>('staff');
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
  };
}
