import type { Request, RequestHandler, Response } from 'express';
import { type StaffCapability, staffMay } from '../../domain/casework/staff-roles.js';
import type { Checker } from '../../store/casework/review.js';
import { type StaffSession, staffSessionTimes } from '../../store/casework/staff-sessions.js';
import { cookieAttributes, cookiesOf } from '../http/browser.js';
import { frameOf } from '../http/frame.js';
import type { CaseworkDeps } from './deps.js';
import { showNotice } from './notice/notice.js';

const PATH = '/casework';

/** `__Host-` would widen the cookie to the whole site; `__Secure-` keeps it to the desk's own pages. */
const nameOf = (secure: boolean) => (secure ? '__Secure-surety_staff' : 'surety_staff');

/** The value of this browser's staff cookie. */
export function staffToken(req: Request, secure: boolean): string | undefined {
  return cookiesOf(req)[nameOf(secure)];
}

export function setStaffCookie(res: Response, secure: boolean, token: string): void {
  res.cookie(nameOf(secure), token, { ...cookieAttributes(secure, PATH), maxAge: staffSessionTimes.longest });
}

export function clearStaffCookie(res: Response, secure: boolean): void {
  res.clearCookie(nameOf(secure), cookieAttributes(secure, PATH));
}

/** Lets through who is signed in as staff; a page leads others to sign in, and back to where they wanted to go. */
export function staffSession({ store, secure }: CaseworkDeps): RequestHandler {
  return async (req, res, next) => {
    const token = staffToken(req, secure);
    const session = token && (await store.staffSessions.use(token, new Date()));
    if (!session) {
      const to = req.method === 'GET' ? `?to=${encodeURIComponent(PATH + req.path)}` : '';
      res.redirect(303, `${PATH}/sign-in${to}`);
      return;
    }
    res.locals.staff = session;
    frameOf(res).timeout = {
      seconds: staffSessionTimes.idle / 1000,
      stay: `${PATH}/stay`,
      ended: `${PATH}/sign-in?ended=yes`,
    };
    next();
  };
}

/** Lets through who may do this: all others, whatever their role, see a page that says so. */
export function must(capability: StaffCapability): RequestHandler {
  return (_req, res, next) => {
    if (staffMay(staffOf(res).roles, capability)) next();
    else showNotice(res, 'no-role', 403);
  };
}

/** The member of staff whose request this is. */
export function staffOf(res: Response): StaffSession {
  return res.locals.staff as StaffSession;
}

/** The same person as the audit knows them. */
export const staffActor = (res: Response) => ({ kind: 'checker', id: staffOf(res).checkerId }) as const;

/** The same person as the queue knows them. */
export function checkerOf(res: Response): Checker {
  const { checkerId, roles, skills } = staffOf(res);
  return { checkerId, senior: roles.includes('senior'), skills };
}
