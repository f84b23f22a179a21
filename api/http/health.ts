import type { Client } from '@temporalio/client';
import express, { type Router } from 'express';
import { inTime } from '../../platform/in-time.js';
import type { Store } from '../../store/database.js';

/** How long each part may take to answer, in milliseconds. */
const patience = 2_000;

/**
 * `/healthz`: the process runs. `/readyz`: it can serve. Without the database it cannot; without Temporal it can, in part: pages and
 * partners are answered from the projections, and forms wait.
 */
export function health(store: Pick<Store, 'ping'>, temporal: Pick<Client, 'connection'>): Router {
  const router = express.Router();
  router.get('/healthz', (_req, res) => void res.set('Cache-Control', 'no-store').json({ status: 'ok' }));
  router.get('/readyz', async (_req, res) => {
    const [storeAnswers, temporalAnswers] = await Promise.all([answers(store.ping()), answers(systemInfo(temporal))]);
    const status = !storeAnswers ? 'down' : temporalAnswers ? 'ready' : 'degraded';
    res.status(storeAnswers ? 200 : 503).set('Cache-Control', 'no-store');
    res.json({ status, store: storeAnswers ? 'up' : 'down', temporal: temporalAnswers ? 'up' : 'down' });
  });
  return router;
}

async function systemInfo({ connection }: Pick<Client, 'connection'>): Promise<unknown> {
  return connection.withDeadline(Date.now() + patience, () => connection.workflowService.getSystemInfo({}));
}

/** Whether something answers, without an error and in time. */
const answers = (call: Promise<unknown>): Promise<boolean> =>
  inTime(call, patience).then(
    () => true,
    () => false,
  );
