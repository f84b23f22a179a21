import { isLevel, type Level } from '../levels.js';
import { type CookieWriter, cookiesOf } from './cookies.js';
import type { Sealer } from './seal.js';

/** What a person wanted when they went to Surety. */
export interface Wanted {
  returnTo: string;
  level?: Level;
}

/** Surety keeps people's place for 28 days. */
const seconds = 28 * 24 * 3_600;

const base = 'wanted';

/** Remembers in the browser where a sign-in was to lead, for whoever is sent back days later to begin it anew. */
export function wantedCookie(sealer: Sealer, cookies: CookieWriter) {
  const name = cookies.name(base);
  return {
    /** @returns `Set-Cookie` lines */
    keep: async ({ returnTo, level }: Wanted): Promise<string[]> => [
      cookies.set(base, await sealer.seal({ returnTo, ...(level && { level }) }, seconds), seconds),
    ],
    async of(request: Request): Promise<Wanted | undefined> {
      const sealed = cookiesOf(request).get(name);
      const { returnTo, level } = (sealed && (await sealer.open(sealed))) || {};
      if (typeof returnTo !== 'string') return undefined;
      return { returnTo, ...(isLevel(level) && { level }) };
    },
    end: (request: Request): string[] => (cookiesOf(request).has(name) ? [cookies.end(name)] : []),
  };
}
