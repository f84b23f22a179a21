import type { RequestHandler } from 'express';
import { Unavailable } from '../../platform/errors.js';

/** Longer than everything together that an answer may wait for: the store (store/connection/connect.ts) and Temporal (ui/workflows/ask.ts). */
const usual = 60_000;

/**
 * The last word on a request that nothing else ended: so long after it was here whole, it is answered as an outage is. Whatever it waits
 * for goes on, and may be asked for again.
 * @param patience in milliseconds
 */
export function answerInTime(patience = usual): RequestHandler {
  return (req, res, next) => {
    const end = () => {
      if (res.headersSent) return;
      if (req.complete) next(new Unavailable('answer_took_too_long'));
      // A picture still comes over a slow line: that has limits of its own.
      else timer = setTimeout(end, patience);
    };
    let timer = setTimeout(end, patience);
    res.once('close', () => clearTimeout(timer));
    next();
  };
}
