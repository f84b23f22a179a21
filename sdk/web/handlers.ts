import { SuretyError } from '../errors.js';
import { type Level, reaches } from '../levels.js';
import type { Surety } from '../surety.js';
import { checkWebhook } from '../webhooks.js';
import { empty, redirect } from './answers.js';
import { cookieWriter } from './cookies.js';
import type { HandlerOptions } from './handler-options.js';
import { pendingCookies } from './pending-cookies.js';
import { places as placesOf } from './places.js';
import { sealer } from './seal.js';
import { sessionCookie } from './session-cookie.js';
import { memorySessions, type Session } from './sessions.js';
import { type PageSignIn, signInHandlers } from './sign-in-handlers.js';
import { signOutHandlers } from './sign-out-handlers.js';
import { wantedCookie } from './wanted-cookie.js';

export type { HandlerOptions, PageSignIn };

/** Request in, answer out: for whatever speaks fetch's types. */
export interface SuretyHandlers {
  /**
   * Answers the addresses beside your redirect address: `sign-in`, `callback`, `initiate`, `closing`, `sign-out`, `signed-out`,
   * `back-channel-logout`, `front-channel-logout`, `webhooks`, `jwks`.
   * @returns undefined for every other address
   */
  handle(request: Request): Promise<Response | undefined>;
  /** Whether a request is for one of those addresses: its body is ours to read. */
  owns(request: Request): boolean;
  /** Who is signed in here. */
  session(request: Request): Promise<Session | undefined>;
  /** Who is signed in here at this level or a higher one, else the way to Surety and back to this page. */
  require(request: Request, level?: Level): Promise<Session | Response>;
  /**
   * The same after asking Surety anew, where you are registered for refresh tokens: fresh claims, and undefined where the person is
   * signed in no more. Requests at the same time share one answer.
   */
  refresh(request: Request): Promise<Session | undefined>;
  /** Begins a sign-in with all that one may ask for. */
  signIn(request: Request, wanted?: PageSignIn): Promise<Response>;
}

const twelveHours = 12 * 3_600;

/** Makes the handlers of a web server. Addresses are told from your redirect address, whatever host a request names. */
export function createHandlers(surety: Surety, options: HandlerOptions): SuretyHandlers {
  const now = surety.options.clock ?? (() => new Date());
  const places = placesOf(surety.options.redirectUri);
  const cookies = cookieWriter(places.secure, options.cookiePrefix ?? 'surety');
  const store = options.sessions ?? memorySessions();
  const home = options.home ?? '/';
  const sealing = sealer([options.secret].flat(), now);
  const sessions = sessionCookie({ surety, store, cookies, seconds: options.sessionSeconds ?? twelveHours, now });
  const pending = pendingCookies(sealing, cookies, now);
  const wanted = wantedCookie(sealing, cookies);
  const signIn = signInHandlers({ surety, options, places, pending, wanted, sessions });
  const signOut = signOutHandlers({ surety, store, sessions, places, home });

  const routes: Readonly<Record<string, (request: Request) => Response | Promise<Response>>> = {
    'GET sign-in': signIn.fromAddress,
    'GET callback': signIn.callback,
    'GET initiate': signIn.initiate,
    'GET closing': signIn.closing,
    'GET closing.js': signIn.closingScript,
    'GET sign-out': signOut.signOut,
    'POST sign-out': signOut.signOut,
    'GET signed-out': () => redirect(home),
    'POST back-channel-logout': signOut.backChannel,
    'GET front-channel-logout': signOut.frontChannel,
    'GET jwks': async () => Response.json(await surety.publicKeys(), { headers: { 'Cache-Control': 'max-age=60' } }),
    'POST webhooks': (request) => webhook(request, options, now()),
  };

  const routeOf = (request: Request) => {
    const name = places.nameOf(new URL(request.url).pathname);
    return name === undefined ? undefined : routes[`${request.method} ${name}`];
  };

  return {
    handle: async (request) => routeOf(request)?.(request),
    owns: (request) => routeOf(request) !== undefined,
    session: sessions.of,
    refresh: sessions.refresh,
    async require(request, level = 'P0') {
      const session = await sessions.of(request);
      if (session && reaches(session.level, level)) return session;
      if (request.method !== 'GET') return empty(session ? 403 : 401);
      const { pathname, search } = new URL(request.url);
      return signIn.signIn(request, { level, returnTo: pathname + search });
    },
    signIn: signIn.signIn,
  };
}

async function webhook(request: Request, options: HandlerOptions, now: Date): Promise<Response> {
  const { webhookSecrets: secrets = [], onEvent } = options;
  if (secrets.length === 0) return empty(404);
  try {
    const body = new Uint8Array(await request.arrayBuffer());
    const event = await checkWebhook({ body, headers: request.headers, secrets, now });
    await onEvent?.(event);
    return empty(204);
  } catch (error) {
    if (!(error instanceof SuretyError) || error.code !== 'webhook_not_valid') throw error;
    return empty(400);
  }
}
