import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import type { Faults, FaultTarget } from './faults.js';

/**
 * Lets a simulator fail as it was told to.
 * @param body what this simulator says with a status that is not its own
 */
export const failing =
  (faults: Faults, target: FaultTarget, body: (status: number) => object): RequestHandler =>
  async (_req, res, next) => {
    const fault = faults.take(target);
    if (!fault) return next();
    if (fault.delayMs) await sleep(fault.delayMs);
    if (fault.timeout) return;
    if (fault.status) {
      if (fault.retryAfter !== undefined) res.set('Retry-After', String(fault.retryAfter));
      return void res.status(fault.status).json(body(fault.status));
    }
    if (fault.drop) {
      // Whatever the simulator answers, nobody hears it.
      res.end = () => {
        res.socket?.destroy();
        return res;
      };
    }
    next();
  };
