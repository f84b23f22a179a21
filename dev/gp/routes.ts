import express, { type Router } from 'express';
import { z } from 'zod';
import type { Faults } from '../faults/faults.js';
import { failing } from '../faults/middleware.js';
import type { Records } from '../pds/records.js';
import { deskPage } from './desk.js';
import { Surgery } from './surgery.js';

const patient = {
  nhsNumber: z.string().regex(/^\d{10}$/),
  familyName: z.string().min(1),
  birthDate: z.iso.date(),
  odsCode: z.string().min(1),
};
const retrieving = z.strictObject({ ...patient, email: z.email() });
const checking = z.strictObject({ ...patient, accountId: z.string().min(1), linkageKey: z.string().min(1) });

/** The interface of the GP system, below `/gp` (its wire protocol: docs/gp-system.md), and `/gp/desk` for the surgery's staff. */
export function gpRoutes({ secret, records, faults }: { secret: string; records: Records; faults: Faults }): Router {
  const surgery = new Surgery(records);
  /** What a request was answered: the same request id hears it again, and makes nothing twice. */
  const answered = new Map<string, { status: number; body?: object }>();
  const router = express.Router();
  router.use('/desk', deskPage(surgery));
  const api = express.Router();
  api.use(
    failing(faults, 'gp', () => ({ code: 'UNAVAILABLE' })),
    express.json(),
    (req, res, next) => {
      if (req.get('Authorization') !== `Bearer ${secret}`) return void res.status(401).json({ code: 'UNAUTHORISED' });
      const requestId = req.get('X-Request-ID');
      if (!requestId) return void res.status(400).json({ code: 'REQUEST_ID_MISSING' });
      const known = answered.get(requestId);
      if (known) return void res.status(known.status).json(known.body);
      res.locals.answer = (status: number, body?: object) => {
        answered.set(requestId, { status, ...(body ? { body } : {}) });
        res.status(status).json(body);
      };
      next();
    },
  );
  api.post('/retrieve', (req, res) => {
    const asked = retrieving.safeParse(req.body);
    if (!asked.success) return void res.status(400).json({ code: 'NOT_VALID' });
    const found = surgery.retrieve(asked.data);
    if (typeof found === 'string') return res.locals.answer(422, { code: found });
    const { odsCode, accountId, linkageKey } = found;
    res.locals.answer(200, { odsCode, accountId, linkageKey });
  });
  api.post('/check', (req, res) => {
    const asked = checking.safeParse(req.body);
    if (!asked.success) return void res.status(400).json({ code: 'NOT_VALID' });
    const said = surgery.check(asked.data);
    if (said === 'good') return void res.locals.answer(204);
    res.locals.answer(422, { code: said });
  });
  router.use('/linkage-keys', api);
  return router;
}
