import { SuretyError } from '../errors.js';
import { isLevel } from '../levels.js';
import type { SignInRequest } from '../sign-in.js';
import type { SignedIn } from '../signed-in.js';
import type { Surety } from '../surety.js';
import { suretyError } from '../wire-errors.js';
import { languageOf, redirect, withCookies } from './answers.js';
import type { HandlerOptions } from './handler-options.js';
import { htmlPage } from './html.js';
import { isFromSurety } from './is-from-surety.js';
import type { KeptSignIn, pendingCookies } from './pending-cookies.js';
import type { Places } from './places.js';
import { problemPage } from './problem-page.js';
import { problemWords } from './problem-words.js';
import type { SessionCookie } from './session-cookie.js';
import type { wantedCookie } from './wanted-cookie.js';

export interface SignInParts {
  surety: Surety;
  options: HandlerOptions;
  places: Places;
  pending: ReturnType<typeof pendingCookies>;
  wanted: ReturnType<typeof wantedCookie>;
  sessions: SessionCookie;
}

/** A sign-in that a page of yours begins. */
export interface PageSignIn extends SignInRequest {
  /** A path of your own, to go to afterwards. */
  returnTo?: string;
  /** The browser's window is a popup, which closes afterwards. */
  popup?: boolean;
}

/** Tells the page that opened the window where to go on. The page's address is its own: no other site can listen. */
const closingScript = `const link = document.querySelector('a');
new BroadcastChannel('surety').postMessage({ location: link.href });
setTimeout(() => close(), 100);
`;

export function signInHandlers({ surety, options, places, pending, wanted, sessions }: SignInParts) {
  const home = options.home ?? '/';
  const closing = (returnTo: string) => places.of('closing', { return_to: returnTo });

  const failed = async (
    request: Request,
    error: SuretyError,
    from: Pick<KeptSignIn, 'returnTo' | 'popup' | 'level'>,
  ) => {
    const { returnTo, popup, level } = from;
    const query = { return_to: returnTo, ...(level && { level }), ...(popup && { popup: '1' }) };
    const back = popup ? closing(returnTo) : returnTo;
    const problem = { error, again: places.of('sign-in', query), back, language: languageOf(request) };
    return options.onProblem ? options.onProblem(problem, request) : problemPage(problem);
  };

  const signIn = async (request: Request, sought: PageSignIn = {}): Promise<Response> => {
    const { returnTo: address, popup = false, ...asked } = sought;
    const from = { returnTo: places.own(address, home), popup, ...(asked.level && { level: asked.level }) };
    try {
      const begun = await surety.begin({ language: languageOf(request), ...asked });
      const cookies = await pending.keep(request, { ...begun.pending, ...from });
      return redirect(begun.address.href, [...cookies, ...(await wanted.keep(from))]);
    } catch (error) {
      return failed(request, suretyError(error), from);
    }
  };

  /** Who went for a higher level and came back without keeps the session they had. */
  const start = async (request: Request, signedIn: SignedIn): Promise<string[]> => {
    const before = signedIn.unfinished && (await sessions.of(request));
    return before && before.subject === signedIn.subject ? [] : sessions.start(request, signedIn);
  };

  return {
    signIn,

    /** `sign-in?level=P9&return_to=/records&lang=cy&popup=1` */
    async fromAddress(request: Request): Promise<Response> {
      const query = new URL(request.url).searchParams;
      const [level, assertedIdentity] = [query.get('level'), query.get('asserted_login_identity')];
      return signIn(request, {
        ...(isLevel(level) && { level }),
        ...(assertedIdentity && { assertedIdentity }),
        returnTo: query.get('return_to') ?? home,
        popup: query.get('popup') === '1',
      });
    },

    /**
     * Surety sends somebody back to begin anew (OpenID Connect Core 1.0, section 4). Only Surety may, and only to a page of yours. Where
     * that is the first one, and this browser knows what the person wanted, they go on to that.
     */
    async initiate(request: Request): Promise<Response> {
      const query = new URL(request.url).searchParams;
      const hint = query.get('login_hint');
      if (!isFromSurety(query, surety)) return redirect(home);
      const returnTo = places.own(query.get('target_link_uri'), home);
      const sought = (returnTo === home && (await wanted.of(request))) || { returnTo };
      return signIn(request, { ...sought, ...(hint && { loginHint: hint }) });
    },

    async callback(request: Request): Promise<Response> {
      const query = new URL(request.url).searchParams;
      const { pending: kept, end } = await pending.take(request, query.get('state') ?? '');
      if (!kept) {
        // Reloaded, or gone back to: who is signed in already needs no second answer.
        if (await sessions.of(request)) return redirect(home);
        return failed(request, new SuretyError('sign_in_lost'), { returnTo: home, popup: false });
      }
      try {
        const signedIn = await surety.finish(`?${query}`, kept);
        const own = await options.onSignedIn?.(signedIn, request);
        const arrived = signedIn.unfinished ? [] : wanted.end(request);
        const cookies = [...end, ...arrived, ...(await start(request, signedIn))];
        if (own) return withCookies(own, cookies);
        // The page they came for would only send them to Surety again.
        if (signedIn.unfinished) {
          return withCookies(await failed(request, new SuretyError(signedIn.unfinished), kept), cookies);
        }
        return redirect(kept.popup ? closing(kept.returnTo) : kept.returnTo, cookies);
      } catch (error) {
        if (!(error instanceof SuretyError)) throw error;
        return withCookies(await failed(request, error, kept), end);
      }
    },

    closing(request: Request): Response {
      const query = new URL(request.url).searchParams;
      const { closing: words, onward } = problemWords[languageOf(request)];
      return htmlPage({
        status: 200,
        language: languageOf(request),
        title: words.title,
        paragraphs: [words.text],
        links: [{ href: places.own(query.get('return_to'), home), text: onward }],
        script: places.of('closing.js'),
      });
    },

    closingScript: () =>
      new Response(closingScript, {
        headers: { 'Content-Type': 'text/javascript; charset=utf-8', 'X-Content-Type-Options': 'nosniff' },
      }),
  };
}
