import express, { type Request, type Response, type Router } from 'express';
import { type Step, steps } from '../../domain/journey/steps.js';
import { sameSecret } from '../../platform/keys/lookup.js';
import { randomId } from '../../platform/random-id.js';
import type { Note, Whose } from '../../store/insight/journey-notes.js';
import type { UiDeps } from '../deps.js';
import { formBody } from './form.js';
import { frameOf } from './frame.js';
import type { Guards } from './pages.js';

type Deps = { store: Pick<UiDeps['store'], 'journeyNotes' | 'tools'> };
/** What a page's token says: its own random id, whose page it is, which step, and when it was drawn (ms since 1970). */
type Ticket = { id: string; of: Whose; step: Step; drawn: number };

/** A page that was left open for longer tells nothing. In milliseconds. */
const lifetime = 60 * 60 * 1_000;
/** A longer time is no page that somebody waited for. In milliseconds. */
const longest = 120_000;

const macOf = ({ tools }: Deps['store'], body: string) => tools.lookup.lookup('token', `page times ${body}`);

/** Lets the page that is shown tell how long it took to be seen: once, by a token that only we can make and that names nobody. */
export function timePage({ store }: Deps, { req, res }: { req: Request; res: Response }, of: Whose, step: Step): void {
  if (req.method !== 'GET') return;
  const id = randomId();
  const ticket: Ticket = {
    id,
    of: 'visit' in of ? { visit: { ...of.visit, subject: id } } : of,
    step,
    drawn: Date.now(),
  };
  const body = Buffer.from(JSON.stringify(ticket)).toString('base64url');
  frameOf(res).times = `${body}.${macOf(store, body)}`;
}

/** Where pages send what they saw, by a beacon. Whatever else comes is answered alike and counts for nothing. */
export function pageTimes({ store }: Deps, { csrf, limits }: Guards): Router {
  const router = express.Router();
  router.post('/page-times', formBody, async (req, res) => {
    await limits.visit(req);
    csrf.checkOrigin(req);
    const note = noteOf(store, req.body?.times, Number(req.body?.ms), Date.now());
    if (note) store.journeyNotes.note(note);
    res.status(204).end();
  });
  return router;
}

function noteOf(store: Deps['store'], token: unknown, ms: number, now: number): Note | undefined {
  const [body = '', mac = ''] = typeof token === 'string' ? token.split('.') : [];
  if (!body || !sameSecret(mac, macOf(store, body)) || !(ms > 0 && ms <= longest)) return undefined;
  const { id, of, step, drawn } = JSON.parse(Buffer.from(body, 'base64url').toString()) as Ticket;
  if (!(step in steps) || now - drawn > lifetime) return undefined;
  return { ...of, at: new Date(now), kind: 'page', step, ms: Math.round(ms), key: id };
}
