import { randomUUID } from 'node:crypto';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { isNhsNumber } from '../../domain/person/nhs-number.js';
import type { Faults } from '../faults/faults.js';
import { failing } from '../faults/middleware.js';
import { rateLimit } from '../rate-limit.js';
import { PdsError, pdsFault } from './outcome.js';
import { type Patient, withoutPlaces } from './patient.js';
import type { Records } from './records.js';
import { relatedPersons } from './related-persons.js';
import { search } from './search.js';
import { readParameters } from './search-parameters.js';
import { type Access, TokenError, type TokenOptions, Tokens } from './tokens.js';
import { etag, update } from './update.js';

export interface PdsOptions extends TokenOptions {
  records: Records;
  faults: Faults;
  /** Requests a second before 429. */
  rate: number;
  /** The address up to and with `/FHIR/R4`. */
  baseUrl: string;
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The Personal Demographics Service, below `/pds`: token service and FHIR. */
export function pdsRoutes({ records, faults, rate, baseUrl, ...tokenOptions }: PdsOptions): Router {
  const tokens = new Tokens(tokenOptions);
  /** What an update answered: a retry with the same X-Request-ID hears it again, and changes nothing twice. */
  const answered = new Map<string, Patient>();
  const router = express.Router();
  router.use(failing(faults, 'pds', pdsFault));
  router.post('/oauth2/token', express.urlencoded({ extended: false }), async (req, res) => {
    res.set('Cache-Control', 'no-store').json(await tokens.issue(req.body ?? {}));
  });

  const fhir = express.Router();
  const limit = rateLimit(rate, 1_000, tooMany);
  fhir.use((req, res, next) => {
    res.type('application/fhir+json');
    for (const name of ['X-Request-ID', 'X-Correlation-ID']) if (req.get(name)) res.set(name, req.get(name));
    limit();
    checkRequestId(req.get('X-Request-ID'));
    const access = tokens.access(req.get('Authorization'));
    if (!access)
      throw new PdsError(
        401,
        'ACCESS_DENIED',
        req.get('Authorization') ? 'Invalid Access Token' : 'Missing access token',
      );
    res.locals.access = access;
    next();
  });
  fhir.get('/Patient', (req, res) => {
    if ((res.locals.access as Access).kind === 'patient') throw notTheirs();
    const query = new URL(req.originalUrl, 'http://localhost').searchParams;
    if (query.size === 0) throw new PdsError(400, 'UNSUPPORTED_SERVICE');
    res.json(search(records.searchable(), readParameters(query), baseUrl));
  });
  fhir.use('/Patient/:id', (req, res, next) => {
    res.locals.patient = readable(records, req.params.id, res.locals.access);
    next();
  });
  fhir.get('/Patient/:id', (_req, res) => {
    res.set('ETag', etag(res.locals.patient)).json(withoutPlaces(res.locals.patient));
  });
  fhir.get('/Patient/:id/RelatedPerson', (_req, res) => {
    const patient: Patient = res.locals.patient;
    res.json(relatedPersons(patient.id, records.about(patient.id), baseUrl));
  });
  fhir.patch('/Patient/:id', express.json({ type: () => true }), (req, res) => {
    if (!/^application\/json(-patch\+json)?\b/.test(req.get('Content-Type') ?? ''))
      throw new PdsError(400, 'UNSUPPORTED_SERVICE');
    const access = res.locals.access as Access;
    if (access.kind === 'application')
      throw new PdsError(
        403,
        'INVALID_METHOD',
        'Your app has insufficient permissions to use this method. Please contact support.',
      );
    if (!access.vot.startsWith('P9')) throw notTheirs();
    const requestId = req.get('X-Request-ID') ?? randomUUID();
    const patched = answered.get(requestId) ?? update(res.locals.patient, req.get('If-Match'), req.body);
    if (!answered.has(requestId)) records.replace(patched);
    answered.set(requestId, patched);
    res.set('ETag', etag(patched)).json(withoutPlaces(patched));
  });
  router.use('/personal-demographics/FHIR/R4', fhir);

  router.use((error: unknown, _req: Request, res: Response, next: NextFunction) => {
    if (error instanceof TokenError)
      return void res
        .status(error.status)
        .json({ error: error.error, error_description: error.message, message_id: randomUUID() });
    if (error instanceof PdsError) return void res.status(error.status).json(error.body);
    if (error instanceof SyntaxError)
      return void res.status(400).json(new PdsError(400, 'INVALID_UPDATE', 'Not JSON').body);
    next(error);
  });
  return router;
}

const tooMany = () =>
  new PdsError(
    429,
    'TOO_MANY_REQUESTS',
    'Your application has created a spike in traffic and is being rate limited. Please reduce the frequency of your requests.',
  );

const notTheirs = () =>
  new PdsError(403, 'ACCESS_DENIED', 'Your access token has insufficient permissions.', {
    display: 'Patient cannot perform this action',
  });

function checkRequestId(id: string | undefined): void {
  if (!id)
    throw new PdsError(
      400,
      'MISSING_VALUE',
      'Invalid request with error - X-Request-ID header must be supplied to access this resource',
    );
  if (!uuid.test(id)) throw new PdsError(400, 'INVALID_VALUE', `Invalid value - '${id}' in header 'X-Request-ID'`);
}

/** @throws PdsError 400, 403 or 404 when there is no such record, or not for this caller */
function readable(records: Records, id: string, access: Access): Patient {
  if (!isNhsNumber(id)) throw new PdsError(400, 'INVALID_RESOURCE_ID');
  const patient = records.current(id);
  if (access.kind === 'patient' && access.nhsNumber !== id && access.nhsNumber !== patient?.id) throw notTheirs();
  if (!patient) throw new PdsError(404, 'RESOURCE_NOT_FOUND');
  if (records.isInvalidated(patient.id)) throw new PdsError(404, 'INVALIDATED_RESOURCE');
  return patient;
}
