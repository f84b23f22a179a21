import type { Router } from 'express';
import type { CaseworkDeps } from './deps.js';
import { showHelpVotes } from './help-votes/handler.js';
import { must } from './session.js';
import { answerTicket, putTicket, serveTicketFile, showTicketOnDesk } from './ticket/handler.js';
import { showTickets } from './tickets/handler.js';

/** The pages on which staff read and answer what people write to us, and see which help they need more of. */
export function ticketRoutes(router: Router, deps: CaseworkDeps): void {
  const may = must('answer-tickets');
  router.get('/help-votes', must('see-help-votes'), showHelpVotes(deps));
  router.get('/tickets', may, showTickets(deps));
  router.get('/tickets/:number', may, showTicketOnDesk(deps));
  router.get('/tickets/:number/files/:file', may, serveTicketFile(deps));
  router.post('/tickets/:number/answer', may, answerTicket(deps));
  router.post('/tickets/:number/state', may, putTicket(deps));
}
