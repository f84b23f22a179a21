import type { RequestHandler } from 'express';
import { answerHoursOf } from '../../../domain/casework/review-time.js';
import { ticketDue } from '../../../domain/casework/tickets.js';
import { frameOf } from '../../http/frame.js';
import { dateTime } from '../../words/times.js';
import type { CaseworkDeps } from '../deps.js';
import { renderDesk } from '../render.js';
import { clockView } from '../service-clock.js';

const ROWS = 200;

/** What waits for an answer, the oldest first, or what was closed last. Without what anybody wrote. */
export const showTickets =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const { language } = frameOf(res);
    const state = req.query.state === 'closed' ? 'closed' : 'open';
    const now = new Date();
    const [found, open, { value }] = await Promise.all([
      store.tickets.list(state, ROWS),
      store.tickets.countOpen(),
      store.serviceSettings.read('review-time'),
    ]);
    const hours = answerHoursOf(value);
    const tickets = found.map((one) => ({
      ...{ number: one._id, category: one.category, language: one.language, at: dateTime(one.createdAt, language) },
      ...{ files: one.files.length, answered: one.answered, proved: one.accountId !== undefined },
      clock:
        state === 'open' && one.answered === 0
          ? clockView({ dueAt: ticketDue(one.createdAt, hours), queuedAt: one.createdAt }, now, language)
          : undefined,
    }));
    renderDesk(res, { page: 'casework/tickets', model: { tickets, state, open, hours } });
  };
