import type { Level } from '../levels.js';
import type { PendingSignIn } from '../sign-in.js';
import { type CookieWriter, cookiesOf } from './cookies.js';
import type { Sealer } from './seal.js';

/** What a sign-in under way keeps in its browser. */
export interface KeptSignIn extends PendingSignIn {
  /** A path of the partner's own, to go to afterwards. */
  returnTo: string;
  popup: boolean;
  /** The level asked for, where one was. */
  level?: Level;
}

/** Surety waits 12 hours for somebody who registers, and an hour before that. */
const seconds = 13 * 3_600;

/** Each tab may have one under way; older ones give way. */
const most = 4;

const base = 'signin-';

/** Sign-ins under way, one sealed cookie each: they need no store, and belong to the browser that began them. */
export function pendingCookies(sealer: Sealer, cookies: CookieWriter, now: () => Date) {
  const prefix = cookies.name(base);
  const mine = (request: Request) => [...cookiesOf(request).keys()].filter((name) => name.startsWith(prefix)).sort();

  return {
    /** @returns `Set-Cookie` lines */
    async keep(request: Request, pending: KeptSignIn): Promise<string[]> {
      // The name tells the age, and which answer it is for.
      const name = `${base}${now().getTime().toString(36)}-${pending.state.slice(0, 10)}`;
      const old = mine(request);
      const surplus = old.slice(0, Math.max(0, old.length + 1 - most));
      return [...surplus.map(cookies.end), cookies.set(name, await sealer.seal(pending, seconds), seconds)];
    },

    /** Finds the sign-in that an answer belongs to. @returns it, and the line that ends its cookie */
    async take(request: Request, state: string): Promise<{ pending?: KeptSignIn; end: string[] }> {
      const given = cookiesOf(request);
      for (const name of mine(request).filter((one) => one.endsWith(`-${state.slice(0, 10)}`))) {
        const pending = (await sealer.open(given.get(name) ?? '')) as KeptSignIn | undefined;
        if (pending?.state === state) return { pending, end: [cookies.end(name)] };
      }
      return { end: [] };
    },
  };
}
