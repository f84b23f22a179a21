import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Level } from '../levels.js';
import type { PageSignIn, SuretyHandlers } from '../web/handlers.js';
import type { Session } from '../web/sessions.js';
import { answerTo, requestFrom } from './node-http.js';

declare global {
  namespace Express {
    interface Request {
      /** Who is signed in, behind `requireLevel` or `readSession`. */
      surety?: Session;
    }
  }
}

/** A middleware of Express 4 and 5, and of anything else that takes Node's request and response. */
export type Middleware = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void;

/** Answers Surety's addresses, and passes every other on. Put it before parsers of bodies: a webhook's signature is over the bytes. */
export function suretyMiddleware(handlers: SuretyHandlers): Middleware {
  return (req, res, next) => {
    const work = async () => {
      // The body of what is not ours is left to the parsers that come after.
      if (!handlers.owns(await requestFrom(req, false))) return next();
      const answer = await handlers.handle(await requestFrom(req));
      if (answer) await answerTo(res, answer);
    };
    work().catch(next);
  };
}

/** Lets on who is signed in at this level or a higher one (at any, unless you say), as `req.surety`; everybody else goes to Surety first, and comes back. */
export function requireLevel(handlers: SuretyHandlers, level: Level = 'P0'): Middleware {
  return (req, res, next) => {
    const work = async () => {
      const found = await handlers.require(await requestFrom(req, false), level);
      if (found instanceof Response) return answerTo(res, found);
      Object.assign(req, { surety: found });
      next();
    };
    work().catch(next);
  };
}

/** Lets everybody on, with who is signed in as `req.surety`. */
export function readSession(handlers: SuretyHandlers): Middleware {
  return (req, _res, next) => {
    const work = async () => {
      Object.assign(req, { surety: await handlers.session(await requestFrom(req, false)) });
      next();
    };
    work().catch(next);
  };
}

/**
 * Sends everybody to Surety.
 * @param wanted what to ask for, told from the request
 */
export function beginSignIn<R extends IncomingMessage>(
  handlers: SuretyHandlers,
  wanted: (req: R) => PageSignIn | Promise<PageSignIn>,
): (req: R, res: ServerResponse, next: (error?: unknown) => void) => void {
  return (req, res, next) => {
    const work = async () => answerTo(res, await handlers.signIn(await requestFrom(req, false), await wanted(req)));
    work().catch(next);
  };
}
