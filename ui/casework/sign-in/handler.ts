import type { RequestHandler, Response } from 'express';
import { Unavailable } from '../../../platform/errors.js';
import { againPage } from '../again/again-page.js';
import type { CaseworkDeps } from '../deps.js';
import { renderDesk } from '../render.js';
import { clearStaffCookie, setStaffCookie, staffToken } from '../session.js';
import { keepSignIn, takeSignIn } from './cookie.js';

type Problem = 'ended' | 'unreachable' | 'refused';

/** A page of the desk, of which emails to staff name some, and not one of signing in or out. */
const PLACE = /^\/casework(\/(?!sign-|signed-|stay$)[\w-]{1,100}(\/[\w-]{1,100}){0,3})?$/;

/** Where to go after signing in: a page of the desk, never another address. */
const placeFrom = (asked: unknown): string => (typeof asked === 'string' && PLACE.test(asked) ? asked : '/casework');

function showSignInPage(res: Response, to: string, problem?: Problem, status = 200): void {
  const start = `/casework/sign-in/start?${new URLSearchParams({ to })}`;
  renderDesk(res, { page: 'casework/sign-in', status, model: { start, problem } });
}

export const showSignIn: RequestHandler = (req, res) =>
  showSignInPage(res, placeFrom(req.query.to), req.query.ended ? 'ended' : undefined);

export const startSignIn =
  ({ issuer, store, secure, log }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const to = placeFrom(req.query.to);
    try {
      const { address, signIn } = await issuer.begin(to === againPage);
      keepSignIn(res, store.tools.sealer, secure, { ...signIn, to, begunAt: Date.now() });
      res.set('Cache-Control', 'no-store').redirect(303, address.href);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      log.warn({ err: error }, 'staff sign-in is unreachable');
      showSignInPage(res, to, 'unreachable', 503);
    }
  };

/** The issuer's answer: a new session for this browser, whatever session it had. */
export const finishSignIn =
  ({ issuer, store, secure, log }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const now = new Date();
    const signIn = takeSignIn(req, res, store.tools.sealer, secure, now.getTime());
    if (!signIn) return showSignInPage(res, '/casework', 'refused', 400);
    const query = req.originalUrl.slice(req.originalUrl.indexOf('?'));
    const person = await issuer.finish(query, signIn).catch((error: unknown) => {
      log.warn({ err: error }, 'a staff sign-in failed');
      return error instanceof Unavailable ? ('unreachable' as const) : ('refused' as const);
    });
    if (typeof person === 'string') {
      return showSignInPage(res, signIn.to, person, person === 'unreachable' ? 503 : 400);
    }
    const { skills, authAt, ...who } = person;
    const checkerId = await store.staff.signedIn(who, now);
    const old = staffToken(req, secure);
    const kept = old && (await keptBy(store, old, checkerId, now));
    if (old) await store.staffSessions.end(old);
    const actor = { kind: 'checker', id: checkerId } as const;
    await store.audit.append({ at: now, actor, action: 'staff.signed_in', details: { roles: person.roles } });
    const token = await store.staffSessions.begin(
      { checkerId, name: person.name, roles: person.roles, skills, authAt },
      now,
    );
    if (kept) await store.staffSessions.keepForm(token, kept);
    setStaffCookie(res, secure, token);
    res.set('Cache-Control', 'no-store').redirect(303, signIn.to);
  };

/** The form that the browser's session keeps, where it is the same person's: nobody sends what somebody else typed. */
async function keptBy({ staffSessions }: CaseworkDeps['store'], token: string, checkerId: string, now: Date) {
  const session = await staffSessions.use(token, now);
  return session?.checkerId === checkerId ? staffSessions.keptForm(token) : undefined;
}

export const signOut =
  ({ store, secure }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const token = staffToken(req, secure);
    const session = token && (await store.staffSessions.use(token, new Date()));
    if (session) {
      const actor = { kind: 'checker', id: session.checkerId } as const;
      await store.audit.append({ at: new Date(), actor, action: 'staff.signed_out' });
      await store.staffSessions.end(token);
    }
    clearStaffCookie(res, secure);
    res.redirect(303, '/casework/signed-out');
  };

/** Our session has ended; the issuer's own is ended by a link, since a form's answer may not lead to another site. */
export const showSignedOut =
  ({ issuer }: CaseworkDeps): RequestHandler =>
  async (_req, res) => {
    renderDesk(res, {
      page: 'casework/signed-out',
      model: { issuerSignOut: await issuer.signOutAddress() },
    });
  };
