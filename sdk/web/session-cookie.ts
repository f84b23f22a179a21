import { SuretyError } from '../errors.js';
import type { SignedIn } from '../signed-in.js';
import type { Surety } from '../surety.js';
import { type CookieWriter, cookiesOf } from './cookies.js';
import type { Session, SessionStore } from './sessions.js';

const base = 'session';

export interface SessionParts {
  surety: Surety;
  store: SessionStore;
  cookies: CookieWriter;
  /** How long a session lasts. */
  seconds: number;
  now: () => Date;
}

/** Which session a browser has: the cookie holds an id and nothing else. */
export function sessionCookie({ surety, store, cookies, seconds, now }: SessionParts) {
  const name = cookies.name(base);
  const idOf = (request: Request) => cookiesOf(request).get(name);
  const alone = store.alone?.bind(store) ?? inTurn();

  const known = async (id: string | undefined): Promise<Session | undefined> => {
    const session = id ? await store.get(id) : undefined;
    return session && session.expiresAt > now().getTime() ? session : undefined;
  };
  const of = (request: Request) => known(idOf(request));
  const end = async (request: Request): Promise<string[]> => {
    const id = idOf(request);
    if (!id) return [];
    await store.delete(id);
    return [cookies.end(name)];
  };

  return {
    of,
    /** Ends the browser's session. @returns `Set-Cookie` lines */
    end,
    /** Begins a session, always under a new id. @returns `Set-Cookie` lines */
    async start(request: Request, signedIn: SignedIn): Promise<string[]> {
      await end(request);
      const id = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(24)))).replace(/[+/]/g, (c) =>
        c === '+' ? '-' : '_',
      );
      await store.set(id, kept(signedIn, now().getTime() + seconds * 1_000));
      return [cookies.set(base, id, seconds)];
    },

    /** Asks Surety anew who is signed in. Of several requests at once the first one asks, and all get its answer. */
    async refresh(request: Request): Promise<Session | undefined> {
      const id = idOf(request) ?? '';
      const before = await known(id);
      if (!before?.refreshToken) return before;
      return alone(id, async () => {
        const session = await known(id);
        const { refreshToken } = session ?? {};
        if (!session || !refreshToken || refreshToken !== before.refreshToken) return session;
        try {
          const fresh = kept(await surety.refresh({ ...session, refreshToken }), session.expiresAt);
          // A sign-out may have come in between.
          if (!(await known(id))) return undefined;
          await store.set(id, fresh);
          return fresh;
        } catch (error) {
          if (!(error instanceof SuretyError) || error.code !== 'refresh_refused') throw error;
          await store.delete(id);
          return undefined;
        }
      });
    },
  };
}

export type SessionCookie = ReturnType<typeof sessionCookie>;

function kept({ accessToken: _access, authenticatedAt: _at, ...rest }: SignedIn, expiresAt: number): Session {
  return { ...rest, expiresAt };
}

/** One after the other, within this process. */
function inTurn(): NonNullable<SessionStore['alone']> {
  const last = new Map<string, Promise<unknown>>();
  return async (id, work) => {
    const mine = (last.get(id) ?? Promise.resolve()).catch(() => {}).then(work);
    last.set(id, mine);
    try {
      return await mine;
    } finally {
      if (last.get(id) === mine) last.delete(id);
    }
  };
}
