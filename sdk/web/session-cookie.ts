import type { SignedIn } from '../sign-in.js';
import { type CookieWriter, cookiesOf } from './cookies.js';
import type { Session, SessionStore } from './sessions.js';

const base = 'surety-session';

/** Which session a browser has: the cookie holds an id and nothing else. */
export function sessionCookie(store: SessionStore, cookies: CookieWriter, seconds: number, now: () => Date) {
  const name = cookies.name(base);
  const idOf = (request: Request) => cookiesOf(request).get(name);

  const of = async (request: Request): Promise<Session | undefined> => {
    const id = idOf(request);
    const session = id ? await store.get(id) : undefined;
    return session && session.expiresAt > now().getTime() ? session : undefined;
  };
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
      const { accessToken: _access, refreshToken: _refresh, authenticatedAt: _at, ...kept } = signedIn;
      const id = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(24)))).replace(/[+/]/g, (c) =>
        c === '+' ? '-' : '_',
      );
      await store.set(id, { ...kept, expiresAt: now().getTime() + seconds * 1_000 });
      return [cookies.set(base, id, seconds)];
    },
  };
}

export type SessionCookie = ReturnType<typeof sessionCookie>;
