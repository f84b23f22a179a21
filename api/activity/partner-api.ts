import type { RequestHandler } from 'express';
import { currentRequestId } from '../../platform/request-id/request-id.js';
import type { Partner } from '../../store/partners/partners.js';
import type { Activity } from './activity.js';

/** Notes what came of each request to the partner API that brought a good token. To be mounted before it. */
export function watchPartnerApi(activity: Activity): RequestHandler {
  return (req, res, next) => {
    const requestId = currentRequestId();
    res.once('finish', () => {
      const partner = res.locals.partner as Partner | undefined;
      if (!partner) return;
      const status = res.statusCode;
      const pattern = typeof req.route?.path === 'string' ? req.route.path : '/…';
      const problem: unknown = res.locals.problem;
      activity.note(
        partner._id,
        {
          at: new Date(),
          endpoint: `${req.method} /partner/v1${pattern}`,
          status,
          outcome: typeof problem === 'string' ? problem : status === 304 ? 'not_modified' : 'ok',
          ...(requestId ? { requestId } : {}),
        },
        status === 304 && pattern === '/verifications/:id' ? ['status_not_modified'] : [],
      );
    });
    next();
  };
}
