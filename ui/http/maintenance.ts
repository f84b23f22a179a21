import express, { type Router } from 'express';
import { dateTime } from '../words/times.js';
import type { Csrf } from './csrf.js';
import { formBody } from './form.js';
import { frameOf, pathOf } from './frame.js';
import { renderProblem, repostOf } from './problem.js';

/**
 * Until the operator's work is done, everything after this is answered by a page that says when to come back. It asks nothing of the store,
 * which may be what is worked on. A form that was sent meanwhile is held by the page and can be sent again from it.
 */
export function maintenance(until: Date, csrf: Csrf): Router {
  const router = express.Router();
  router.use((_req, _res, next) => next(Date.now() < until.getTime() ? undefined : 'router'));
  router.use((req, res, next) => (req.is('application/x-www-form-urlencoded') ? formBody(req, res, next) : next()));
  router.use((req, res) => {
    req.resume();
    const frame = frameOf(res);
    res.set('Retry-After', String(Math.ceil((until.getTime() - Date.now()) / 1_000)));
    const more = { until: dateTime(until, frame.language), again: pathOf(req) };
    if (req.method !== 'POST') return renderProblem(res, 'maintenance', more);
    csrf.check(req, frame.browser);
    renderProblem(res, 'maintenance', { ...more, repost: repostOf(req) });
  });
  return router;
}
