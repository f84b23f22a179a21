import type { Request, RequestHandler, Response } from 'express';
import { counter } from '../../platform/metrics/metrics.js';
import type { ProviderPages } from '../../ui/ports.js';
import { knownProblem, sendProblem } from '../http/problem.js';
import type { Admission } from './admission.js';

type Deps = { admission: Admission; pages: Pick<ProviderPages, 'waiting'> };

/** Where a sign-in begins, in every spelling that the provider takes: everything after it belongs to what is begun. */
const beginnings: Readonly<Record<string, RegExp>> = {
  GET: /^\/authorize\/?$/i,
  HEAD: /^\/authorize\/?$/i,
  POST: /^\/par\/?$/i,
};
/** What a partner pushed was let in then (RFC 9126 §2.2); where nothing was pushed, the provider goes no further. */
const pushed = 'urn:ietf:params:oauth:request_uri:';
/** Asked by programs, which are answered by an OAuth error. */
const ofPrograms = /^\/(par|token|userinfo|revoke|jwks|\.well-known)(\/|$)/;
const ofPartners = /^\/partner(\/|$)/;

const turnedAway = counter('surety_turned_away_total', 'Requests told to come again, since there was too much to do', [
  'why',
]);

/**
 * Before everything that costs something. With too much to do, who comes anew is told to wait, so that sign-ins under way, their pages and
 * codes, and partners' questions are answered; with far too much, everybody is, since what waits in memory is not answered sooner.
 */
export function waitingRoom({ admission, pages }: Deps): RequestHandler {
  return async (req, res, next) => {
    const why = whyNot(req);
    if (!why) {
      res.once('close', admission.begin());
      return next();
    }
    turnedAway.inc({ why });
    await tellToWait(req, res, pages);
  };

  function whyNot(req: Request): 'full' | 'newcomer' | undefined {
    if (admission.full()) return 'full';
    return isNewcomer(req) && !admission.admits(performance.now()) ? 'newcomer' : undefined;
  }
}

function isNewcomer({ method, path, query }: Request): boolean {
  return Boolean(beginnings[method]?.test(path)) && !String(query.request_uri ?? '').startsWith(pushed);
}

/** 503 with `Retry-After` (RFC 9110 §15.6.4): spread out, so that those who are sent away do not come back all at once. */
async function tellToWait(req: Request, res: Response, pages: Deps['pages']): Promise<void> {
  req.resume();
  const seconds = 10 + Math.floor(Math.random() * 20);
  res.status(503).set({ 'Retry-After': String(seconds), 'Cache-Control': 'no-store' });
  if (ofPartners.test(req.path)) return sendProblem(res, knownProblem('unavailable'));
  if (ofPrograms.test(req.path)) {
    return void res.json({ error: 'temporarily_unavailable', error_description: `try again in ${seconds} seconds` });
  }
  res.type('html').send(await pages.waiting(req, res));
}
