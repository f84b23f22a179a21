import { randomBytes } from 'node:crypto';
import type { CaseNeed } from '../../domain/casework/case-needs.js';
import type { StaffRole } from '../../domain/casework/staff-roles.js';
import { hour, minute } from '../../domain/clock.js';
import { bytesOf } from '../collection.js';
import { hashOf } from '../hash-of.js';
import type { StoreTools } from '../tools.js';

/** A member of staff signed in in one browser. */
export type StaffSession = {
  /** See staff.ts. */
  checkerId: string;
  /** As the issuer gave it, for the page's header. */
  name: string;
  roles: StaffRole[];
  /** What they can judge, where the issuer says so. */
  skills?: CaseNeed[] | undefined;
  /** When they last proved to the issuer who they are, where it says so. */
  authAt?: Date | undefined;
};

/** A form that waits for its sender to sign in again. */
export type KeptForm = { path: string; fields: Readonly<Record<string, string | string[]>> };

export type StaffSessionRow = {
  /** SHA-256 of the cookie's value: what the database holds opens no session. */
  _id: string;
  checkerId: string;
  name: Uint8Array;
  roles: StaffRole[];
  skills?: CaseNeed[];
  authAt?: Date;
  /** A `KeptForm`. */
  kept?: Uint8Array;
  seenAt: Date;
  /** At the latest, however busy. */
  endsAt: Date;
};

/** `fresh`: how old the sign-in may be of whoever changes somebody's account, or a setting that decides. */
export const staffSessionTimes = { longest: 8 * hour, idle: 30 * minute, fresh: 5 * minute } as const;

/** Clocks of issuers may be ahead of ours by so much. */
const ahead = minute;

/** Whether somebody signed in a short time ago. An issuer that does not say when they did says no. */
export function isFreshStaff({ authAt }: Pick<StaffSession, 'authAt'>, now: Date): boolean {
  const age = authAt ? now.getTime() - authAt.getTime() : Number.POSITIVE_INFINITY;
  return age <= staffSessionTimes.fresh && age >= -ahead;
}

const contextOfKept = (id: string) => `staff-sessions.kept:${id}`;

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
        ...(session.authAt ? { authAt: session.authAt } : {}),
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
      return { checkerId: row.checkerId, name, roles: row.roles, skills: row.skills, authAt: row.authAt };
    },

    /** Keeps what somebody typed until they have signed in again; one form at a time. */
    async keepForm(token: string, form: KeptForm): Promise<void> {
      const _id = hashOf(token);
      await rows.updateOne({ _id }, { $set: { kept: sealer.sealJson(form, contextOfKept(_id)) } });
    },

    async keptForm(token: string): Promise<KeptForm | undefined> {
      const _id = hashOf(token);
      const row = await rows.findOne({ _id }, { projection: { kept: 1 } });
      return row?.kept ? sealer.openJson<KeptForm>(bytesOf(row.kept), contextOfKept(_id)) : undefined;
    },

    async dropForm(token: string): Promise<void> {
      await rows.updateOne({ _id: hashOf(token) }, { $unset: { kept: '' } });
    },

    async end(token: string): Promise<void> {
      await rows.deleteOne({ _id: hashOf(token) });
    },
  };
}
