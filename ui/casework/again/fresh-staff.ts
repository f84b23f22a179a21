import type { RequestHandler } from 'express';
import { isFreshStaff, type KeptForm } from '../../../store/casework/staff-sessions.js';
import { pathOf } from '../../http/frame.js';
import type { CaseworkDeps } from '../deps.js';
import { staffOf, staffToken } from '../session.js';
import { againPage } from './again-page.js';

/**
 * The step-up of staff, before a form that changes a person's account or a setting that decides: whoever signed in more than five minutes
 * ago signs in again at the issuer. What they typed waits in their session; where somebody else signs in, it is gone.
 */
export function freshStaff({ store, secure }: CaseworkDeps): RequestHandler {
  return async (req, res, next) => {
    const token = staffToken(req, secure) ?? '';
    if (isFreshStaff(staffOf(res), new Date())) {
      await store.staffSessions.dropForm(token);
      return next();
    }
    const { csrf: _, ...fields } = req.body as KeptForm['fields'];
    await store.staffSessions.keepForm(token, { path: pathOf(req), fields });
    res.redirect(303, againPage);
  };
}
