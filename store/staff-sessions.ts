import { createHash, randomBytes } from 'node:crypto';
import type { CaseNeed } from '../domain/case-needs.js';
import { hour, minute } from '../domain/clock.js';
import type { StaffRole } from '../domain/staff-roles.js';
import { bytesOf } from './collection.js';
import type { StoreTools } from './tools.js';

/** A member of staff signed in in one browser. */
export type StaffSession = {
  /** See staff.ts. */
  checkerId: string;
  /** As the issuer gave it, for the page's header. */
  name: string;
  roles: StaffRole[];
  /** What they can judge, where the issuer says so. */
  skills?: CaseNeed[] | undefined;
};

export type StaffSessionRow = {
  /** SHA-256 of the cookie's value: what the database holds opens no session. */
  _id: string;
  checkerId: string;
  name: Uint8Array;
  roles: StaffRole[];
  skills?: CaseNeed[];
  seenAt: Date;
  /** At the latest, however busy. */
  endsAt: Date;
};

export const staffSessionTimes = { longest: 8 * hour, idle: 30 * minute } as const;

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');

/** Sessions of staff: 8 hours at most, 30 minutes without use. */
export function staffSessions({ db, sealer }: StoreTools) {
  const rows = db.collection<StaffSessionRow>('staff_sessions');
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ endsAt: 1 }, { expireAfterSeconds: 0 });
    },

    /** @returns the value for the browser's cookie, which nothing else keeps. */
    async begin(session: StaffSession, now: Date): Promise<string> {
      const token = randomBytes(32).toString('base64url');
      const _id = hashOf(token);
      await rows.insertOne({
        _id,
        checkerId: session.checkerId,
        name: sealer.sealJson(session.name, `staff-sessions.name:${_id}`),
        roles: session.roles,
        ...(session.skills ? { skills: session.skills } : {}),
        seenAt: now,
        endsAt: new Date(now.getTime() + staffSessionTimes.longest),
      });
      return token;
    },

    /** The session of a cookie, kept awake by this look. Undefined when it ended or slept too long. */
    async use(token: string, now: Date): Promise<StaffSession | undefined> {
      const _id = hashOf(token);
      const asleep = new Date(now.getTime() - staffSessionTimes.idle);
      const row = await rows.findOneAndUpdate(
        { _id, endsAt: { $gt: now }, seenAt: { $gt: asleep } },
        { $max: { seenAt: now } },
        { returnDocument: 'after' },
      );
      if (!row) return undefined;
      const name = sealer.openJson<string>(bytesOf(row.name), `staff-sessions.name:${_id}`);
      return { checkerId: row.checkerId, name, roles: row.roles, skills: row.skills };
    },

    async end(token: string): Promise<void> {
      await rows.deleteOne({ _id: hashOf(token) });
    },
  };
}
