import type { RequestHandler } from 'express';
import { isTicketNumber } from '../../../domain/casework/tickets.js';
import type { UiDeps } from '../../deps.js';
import { frameOf } from '../../http/frame.js';
import { renderPage } from '../../http/render.js';
import { dateTime } from '../../words/times.js';
import { signedIn } from '../contact/writer.js';
import { aroundOf } from '../views.js';

/** Where a message stands, for the account that wrote it, or the browser if nobody was signed in. Without what it says. */
export const showTicket =
  (deps: UiDeps): RequestHandler =>
  async (req, res, next) => {
    const { store } = deps;
    const number = String(req.params.number);
    const { browser, language } = frameOf(res);
    const ticket = isTicketNumber(number) ? await store.tickets.byNumber(number) : undefined;
    if (!ticket) return next();
    const own = ticket.accountId
      ? ticket.accountId === (await signedIn(deps, req, res))?._id
      : store.tickets.isFrom(ticket, browser);
    if (!own) return next();
    const state = ticket.state === 'closed' ? 'closed' : ticket.answered > 0 ? 'answered' : 'waiting';
    const model = { number, at: dateTime(ticket.createdAt, language), state, files: ticket.files.length };
    renderPage(res, { page: 'help/ticket', model: { ...aroundOf({ reasons: [] }), ...model } });
  };
