import type { Level } from '../levels.js';
import type { SignedIn } from '../signed-in.js';

/** What you keep of a person who is signed in with you. It holds tokens: never send it to the browser as it is. */
export interface Session extends Omit<SignedIn, 'accessToken' | 'authenticatedAt'> {
  level: Level;
  /** Milliseconds since 1970, so that stores may write it as JSON. */
  expiresAt: number;
}

/** Where sessions are kept: on the server, so that a sign-out that begins at Surety ends them. */
export interface SessionStore {
  get(id: string): Promise<Session | undefined>;
  /** Keeps it until `session.expiresAt`. */
  set(id: string, session: Session): Promise<void>;
  delete(id: string): Promise<void>;
  /** Ends the sessions of this session at Surety, or, without `sid`, all of this person. */
  deleteWhere(whose: { sid?: string; subject?: string }): Promise<void>;
  /**
   * Does something for a session while no other process does: a lock of your database's. Only refresh tokens need it, with several
   * processes; within one it is so in any case.
   */
  alone?<T>(id: string, work: () => Promise<T>): Promise<T>;
}

/** Sessions of one process: they end when it ends. For several, keep them in your database. */
export function memorySessions(): SessionStore {
  const sessions = new Map<string, Session>();
  const sweep = () => {
    for (const [id, { expiresAt }] of sessions) if (expiresAt <= Date.now()) sessions.delete(id);
  };
  return {
    get: async (id) => sessions.get(id),
    async set(id, session) {
      sweep();
      sessions.set(id, session);
    },
    async delete(id) {
      sessions.delete(id);
    },
    async deleteWhere({ sid, subject }) {
      for (const [id, session] of sessions) {
        const named = sid === undefined ? session.subject === subject : session.sid === sid;
        if (named) sessions.delete(id);
      }
    },
  };
}
