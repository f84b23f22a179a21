import express, { type Router } from 'express';
import { type Faults, faultSchema, faultTargets } from './faults.js';

/** `POST /faults` adds one, `GET /faults` lists them, `DELETE /faults` (or `/faults/pds`) mends. */
export function faultRoutes(faults: Faults): Router {
  const router = express.Router();
  router.post('/faults', express.json(), (req, res) => {
    const parsed = faultSchema.safeParse(req.body);
    if (!parsed.success)
      return void res.status(400).json({ problems: parsed.error.issues.map(({ message }) => message) });
    faults.add(parsed.data);
    res.status(201).json(parsed.data);
  });
  router.get('/faults', (_req, res) => void res.json(faults.list));
  router.delete(['/faults', '/faults/:target'], (req, res) => {
    faults.clear(faultTargets.find((target) => target === req.params.target));
    res.status(204).end();
  });
  return router;
}
