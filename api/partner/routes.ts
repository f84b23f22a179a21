import express, { type Router } from 'express';
import type { JWK } from 'jose';
import type { Level } from '../../domain/levels.js';
import { parseVtr, vectorText } from '../../domain/vectors.js';
import { BadRequest, NotFound } from '../../platform/errors.js';
import type { Logger } from '../../platform/log.js';
import type { Store } from '../../store/database.js';
import type { Partner } from '../../store/partners.js';
import { problemOf, problems, sendProblem } from '../problem.js';
import { cursorOf, placeOf } from './cursor.js';
import { reasonList } from './reasons.js';
import { askAgain, etagOf, verificationOf } from './representation.js';
import { bodyOf, creation, FieldProblems, search } from './requests.js';
import { partnerOf, tokenGuard } from './token-guard.js';

/** A verification's request is a few hundred bytes. */
const largestBody = '16kb';

export interface PartnerApiOptions {
  issuer: string;
  signingKeys: { keys: readonly JWK[] };
  store: Store;
  log: Logger;
}

/** The partner's JSON API, below `/partner/v1`. It reads projections only, so it answers while Temporal is down. */
export function partnerRoutes({ issuer, signingKeys, store, log }: PartnerApiOptions): Router {
  const router = express.Router();
  router.use(tokenGuard(issuer, signingKeys.keys, store));
  router.use(express.json({ limit: largestBody, type: 'application/json', inflate: false }));

  router.post('/verifications', async (req, res) => {
    const partner = partnerOf(res);
    const body = bodyOf(req, creation);
    const vtr = vectorsAt(partner, body.level);
    if (!vtr) throw new FieldProblems([{ field: 'level', code: 'not_registered' }]);
    if (!partner.returnAddresses.includes(body.return_address)) {
      throw new FieldProblems([{ field: 'return_address', code: 'not_registered' }]);
    }
    const now = new Date();
    const { journey, secret } = await store.journeys.createByPartner({
      partnerId: partner._id,
      wanted: body.level,
      vtr,
      reference: body.reference,
      returnAddress: body.return_address,
      language: body.language,
      now,
      started: false,
    });
    res.status(201).location(`/partner/v1/verifications/${journey._id}`).set('Cache-Control', 'no-store');
    res.json({ ...(await verificationOf(store, journey, now)), url: `${issuer}/start/${journey._id}.${secret}` });
  });

  router.post('/verifications/search', async (req, res) => {
    const partner = partnerOf(res);
    const { reference, limit, cursor } = bodyOf(req, search);
    const place = cursor === undefined ? undefined : placeOf(cursor);
    if (cursor !== undefined && !place) throw new BadRequest('cursor_not_valid', 'The cursor is not one of ours.');
    // One more than asked for tells whether there is a next page.
    const rows = await store.journeys.listByReference(partner._id, reference, limit + 1, place);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const now = new Date();
    const data = await Promise.all(page.map((journey) => verificationOf(store, journey, now)));
    res.set('Cache-Control', 'no-store').json({ data, ...(rows.length > limit && last && { next: cursorOf(last) }) });
  });

  router.all('/verifications/search', (_req, res) => notAllowed(res.set('Allow', 'POST')));

  router.get('/verifications/:id', async (req, res) => {
    const journey = await store.journeys.byId(req.params.id);
    if (journey?.partnerId !== partnerOf(res)._id) throw new NotFound();
    const verification = await verificationOf(store, journey, new Date());
    const wait = askAgain[verification.state];
    if (wait) res.set('Retry-After', String(wait));
    const etag = etagOf(verification);
    res.set({ ETag: etag, 'Cache-Control': 'private, no-cache' });
    if (matches(req.headers['if-none-match'], etag)) {
      res.status(304).end();
      return;
    }
    res.json(verification);
  });

  router.get('/reasons', (_req, res) => void res.set('Cache-Control', 'private, max-age=3600').json(reasonList()));

  router.all('/verifications', (_req, res) => notAllowed(res.set('Allow', 'POST')));
  router.all('/verifications/:id', (_req, res) => notAllowed(res.set('Allow', 'GET, HEAD')));
  router.all('/reasons', (_req, res) => notAllowed(res.set('Allow', 'GET, HEAD')));
  router.use(() => {
    throw new NotFound();
  });
  router.use(fieldProblems);
  router.use(problems(log));
  return router;
}

/** The partner's registered vectors of one level as a `vtr`; undefined when it has none. */
function vectorsAt(partner: Partner, wanted: Level): string | undefined {
  const vectors = parseVtr(JSON.stringify(partner.vectors))?.filter(({ level }) => level === wanted) ?? [];
  return vectors.length > 0 ? JSON.stringify(vectors.map(vectorText)) : undefined;
}

/** If-None-Match (RFC 9110 §13.1.2). Express's own `req.fresh` goes by the request's Cache-Control, which fetch sets by itself. */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = ifNoneMatch?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.includes(etag) || tags.includes('*');
}

function notAllowed(res: express.Response): void {
  sendProblem(res, { status: 405, code: 'method_not_allowed', title: 'This address does not take this method.' });
}

const fieldProblems: express.ErrorRequestHandler = (error, _req, res, next) => {
  if (!(error instanceof FieldProblems)) return next(error);
  sendProblem(res, { ...problemOf(error), errors: error.fields });
};
