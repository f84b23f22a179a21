import express, { type Request, type Response, type Router } from 'express';
import type { SigningKeys } from '../../platform/keys/signing-keys.js';
import type { Logger } from '../../platform/log/log.js';
import type { Store } from '../../store/database.js';
import { problemOf, problems, sendProblem } from '../http/problem.js';
import { PartnerProblem } from '../http/problem-table.js';
import { apiQuota } from '../limits/partner-quota.js';
import { createRateLimit, type Quota, rateLimitHeaders } from '../limits/rate-limit.js';
import { onceByKey } from './idempotency.js';
import { openApi } from './openapi.js';
import type { Answer, AnyOperation, Travel } from './operation.js';
import { operations } from './operations.js';
import { asked, FieldProblems } from './requests.js';
import { partnerOf, tokenGuard } from './token-guard.js';
import { versionOf } from './versions.js';

/** A request of this API is a few hundred bytes. */
const largestBody = '16kb';

export interface PartnerApiOptions {
  issuer: string;
  keys: SigningKeys;
  store: Store;
  log: Logger;
  /** In a sandbox only. */
  travel?: Travel | undefined;
}

/** The partner's JSON API, below `/partner/v1`. It reads projections only, so it answers while Temporal is down. */
export function partnerRoutes({ issuer, keys, store, log, travel }: PartnerApiOptions): Router {
  const router = express.Router();
  const offered = operations.filter(({ sandboxOnly }) => !sandboxOnly || travel);
  let description: string | undefined;
  router.get('/openapi.json', (_req, res) => {
    // Made when first asked for: it takes a tenth of what a start takes.
    description ??= JSON.stringify(openApi(issuer, offered));
    res.set('Cache-Control', 'public, max-age=300').type('application/json').end(description);
  });
  router.use(tokenGuard(issuer, keys, store));
  const limited = limiting(store);
  router.use(async (_req, res, next) => {
    await limited(apiQuota(partnerOf(res)), res);
    next();
  });
  router.use((req, res, next) => {
    res.set('Surety-Version', versionOf(req.get('surety-version'), partnerOf(res)));
    next();
  });
  const readBody = express.json({ limit: largestBody, type: 'application/json', inflate: false });
  for (const path of pathsOf(offered)) {
    for (const one of offered.filter((each) => pathOf(each) === path)) {
      router[one.method](path, ...(one.body ? [readBody] : []), async (req, res) => {
        answer(res, await perform(one, req, res));
      });
    }
    router.all(path, (_req, res) => {
      res.set('Allow', allowedAt(path, offered));
      throw new PartnerProblem('method_not_allowed');
    });
  }
  router.use(() => {
    throw new PartnerProblem('not_found');
  });
  router.use(fieldProblems);
  router.use(problems(log));
  return router;

  async function perform(one: AnyOperation, req: Request, res: Response): Promise<Answer> {
    const partner = partnerOf(res);
    if (one.quota) await limited(one.quota, res);
    const now = new Date();
    const wanted = asked(one, req);
    const context = { partner, store, issuer, now, travel, ifNoneMatch: req.get('if-none-match') };
    const key = one.idempotent ? req.get('idempotency-key') : undefined;
    const request = key === undefined ? '' : JSON.stringify([one.id, wanted]);
    return onceByKey({ key, request }, context, (newId) => one.handle(wanted as never, { ...context, newId }));
  }
}

/** `/verifications/{id}` as Express writes it. */
const pathOf = ({ path }: AnyOperation): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** Addresses without an id come first: `search` is none. */
const pathsOf = (offered: readonly AnyOperation[]): string[] =>
  [...new Set(offered.map(pathOf))].sort((a, b) => a.split(':').length - b.split(':').length);

function allowedAt(path: string, offered: readonly AnyOperation[]): string {
  const methods = offered.filter((one) => pathOf(one) === path).map(({ method }) => method.toUpperCase());
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].join(', ');
}

/** Not by `res.json`, which adds an entity tag of its own, and answers 304 by it. */
function answer(res: Response, { status, headers = {}, body }: Answer): void {
  res.status(status).set('Cache-Control', 'no-store').set(headers);
  if (body === undefined) return void res.end();
  res.type('application/json').end(JSON.stringify(body));
}

/** Counts a request of a partner, and tells it how it stands. @throws PartnerProblem */
function limiting(store: Store) {
  const spend = createRateLimit(store);
  return async (quota: Quota, res: Response): Promise<void> => {
    const spent = await spend(quota, partnerOf(res)._id);
    res.set(rateLimitHeaders(quota, spent));
    if (!spent.allowed) throw new PartnerProblem('too_many_requests');
  };
}

const fieldProblems: express.ErrorRequestHandler = (error, _req, res, next) => {
  if (!(error instanceof FieldProblems)) return next(error);
  sendProblem(res, { ...problemOf(error), errors: error.fields });
};
