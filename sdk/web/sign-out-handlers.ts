import { SuretyError } from '../errors.js';
import type { Surety } from '../surety.js';
import { empty, redirect } from './answers.js';
import { isFromSurety } from './is-from-surety.js';
import type { Places } from './places.js';
import type { SessionCookie } from './session-cookie.js';
import type { SessionStore } from './sessions.js';

interface Parts {
  surety: Surety;
  store: SessionStore;
  sessions: SessionCookie;
  places: Places;
  home: string;
}

export function signOutHandlers({ surety, store, sessions, places, home }: Parts) {
  return {
    /** Ends the session here, then at Surety. Another site's link or a browser that fetches ahead ends nothing. */
    async signOut(request: Request): Promise<Response> {
      const site = request.headers.get('Sec-Fetch-Site') ?? 'none';
      const ahead = request.headers.get('Sec-Purpose')?.startsWith('prefetch');
      if (ahead || !['same-origin', 'none'].includes(site)) return redirect(home);
      const session = await sessions.of(request);
      const cookies = await sessions.end(request);
      if (!session) return redirect(home, cookies);
      const returnTo = places.origin + places.of('signed-out');
      const at = await surety.signOutAddress({ idToken: session.idToken, returnTo }).catch(() => undefined);
      return redirect(at?.href ?? home, cookies);
    },

    /** Surety says that a session has ended (OpenID Connect Back-Channel Logout 1.0). */
    async backChannel(request: Request): Promise<Response> {
      try {
        const form = new URLSearchParams(await request.text());
        await store.deleteWhere(await surety.checkLogoutToken(form.get('logout_token') ?? ''));
        return empty(200);
      } catch (error) {
        if (!(error instanceof SuretyError)) throw error;
        // Where Surety's keys could not be asked for, it shall try again.
        return empty(error.code === 'logout_token_not_valid' ? 400 : 503);
      }
    },

    /** The same through the browser, in a frame of Surety's (OpenID Connect Front-Channel Logout 1.0). */
    async frontChannel(request: Request): Promise<Response> {
      const query = new URL(request.url).searchParams;
      const sid = query.get('sid');
      if (sid && isFromSurety(query, surety)) await store.deleteWhere({ sid });
      const headers = {
        'Content-Type': 'text/html; charset=utf-8',
        'Cache-Control': 'no-store',
        'Content-Security-Policy': `default-src 'none'; frame-ancestors ${new URL(surety.options.issuer).origin}`,
      };
      return new Response('<!DOCTYPE html><title>Surety</title>', { headers });
    },
  };
}
