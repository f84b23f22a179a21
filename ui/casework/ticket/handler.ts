import type { RequestHandler, Response } from 'express';
import { z } from 'zod';
import { attachedFiles } from '../../../domain/casework/attached-file.js';
import { isTicketNumber, ticketLimits } from '../../../domain/casework/tickets.js';
import { maskedEmail } from '../../../domain/person/masked-email.js';
import { NotFound } from '../../../platform/errors.js';
import { randomId } from '../../../platform/random-id.js';
import type { Ticket } from '../../../store/casework/tickets.js';
import { actionOf, readForm, typed } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { FormView } from '../../http/render.js';
import { dateTime } from '../../words/times.js';
import { wordsFor } from '../../words/words.js';
import { sendMessage } from '../../workflows/message-delivery.js';
import type { CaseworkDeps } from '../deps.js';
import { note } from '../note.js';
import { renderDesk } from '../render.js';
import { sendFile } from '../send-file.js';
import { staffOf } from '../session.js';
import { wayOf } from './way.js';

const answerForm = z.object({
  answer: z
    .string({ error: 'missing' })
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .pipe(z.string().min(1, 'missing').max(ticketLimits.answer, 'too_long')),
  /** How many answers whoever writes has read. */
  seen: z.coerce.number().int().min(0).max(ticketLimits.answers),
});

/** What somebody wrote, with where they were. Each look is recorded. */
export const showTicketOnDesk =
  (deps: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const ticket = await oneOf(deps, req.params.number);
    await noteOf(deps, res, 'ticket.viewed', ticket);
    await show(deps, res, ticket, { values: {}, errors: {} }, String(req.query.done ?? ''));
  };

/** A file as it came: to be kept by whoever reads it, and never shown by a browser as a page of ours. */
export const serveTicketFile =
  (deps: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const ticket = await oneOf(deps, req.params.number);
    const at = ticket.files.findIndex(({ id }) => id === req.params.file);
    const file = ticket.files[at];
    const bytes = file && (await deps.store.ticketFiles.get(ticket._id, file.id));
    if (!file || !bytes) throw new NotFound();
    await noteOf(deps, res, 'ticket.file_downloaded', ticket, { file: file.id });
    res.set('Content-Disposition', `attachment; filename="${ticket._id}-${at + 1}.${file.kind}"`);
    sendFile(res, { mediaType: attachedFiles[file.kind], bytes });
  };

/** Answers by email. Of two answers written at once one is sent, and whoever wrote the other reads it first. */
export const answerTicket =
  (deps: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const { store, temporal, log, url } = deps;
    const ticket = await oneOf(deps, req.params.number);
    const { values, errors } = readForm(answerForm, req.body);
    if (errors) return show(deps, res, ticket, { values: typed(req.body, ['answer']), errors });
    const { _id: number, language } = ticket;
    const { answer, seen } = values;
    const words = await store.tickets.words(number);
    await noteOf(deps, res, 'ticket.answered', ticket, { answer: seen + 1 });
    if (!words) throw new NotFound();
    const now = new Date();
    // The email lies in the store before the answer counts: no answer is kept that nobody is sent.
    const key = `ticket-${number}-answer-${randomId()}`;
    const params = { ticket: { number, answer }, url: `${url}/help/contact` };
    const to = words.email;
    await store.messages.putMessage({
      ...{ key, channel: 'email', to, template: 'ticket-answer', params, language, unattended: true },
    });
    if (!(await store.tickets.answer(number, seen, staffOf(res).checkerId, answer, now))) {
      await store.messages.withdraw([key]);
      const again = await oneOf(deps, number);
      return show(deps, res, again, { values: { answer }, errors: { answer: 'over' } });
    }
    // One that cannot be sent now is sent later (api/rounds/send-left-notices.ts).
    await sendMessage(temporal, { key, kind: 'notice' }).catch((err: unknown) => log.warn({ err }, 'an answer waits'));
    if (actionOf(req) === 'close') {
      await noteOf(deps, res, 'ticket.closed', ticket);
      await store.tickets.put(number, 'closed', now);
    }
    res.redirect(303, `/casework/tickets/${number}?done=answered`);
  };

/** Closes it, or opens it again. */
export const putTicket =
  (deps: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const ticket = await oneOf(deps, req.params.number);
    const state = actionOf(req) === 'open' ? 'open' : 'closed';
    await noteOf(deps, res, state === 'open' ? 'ticket.opened' : 'ticket.closed', ticket);
    await deps.store.tickets.put(ticket._id, state, new Date());
    res.redirect(303, `/casework/tickets/${ticket._id}?done=${state}`);
  };

async function oneOf({ store }: CaseworkDeps, number: unknown): Promise<Ticket> {
  const ticket = isTicketNumber(String(number)) ? await store.tickets.byNumber(String(number)) : undefined;
  if (!ticket) throw new NotFound();
  return ticket;
}

/** By the number, not under the account: what staff write to somebody they read in their mailbox. */
const noteOf = (deps: CaseworkDeps, res: Response, action: string, { _id }: Ticket, more: object = {}) =>
  note(deps, res, action, undefined, { ticket: _id, ...more });

async function show(deps: CaseworkDeps, res: Response, ticket: Ticket, form: FormView, done = ''): Promise<void> {
  const { store } = deps;
  const { language } = frameOf(res);
  const words = await store.tickets.words(ticket._id);
  if (!words) throw new NotFound();
  const names = await store.staff.names(words.answers.map(({ by }) => by));
  const way = ticket.journeyId ? await wayOf(store, ticket.journeyId, language) : undefined;
  const model = {
    p: wordsFor('portal', language),
    one: {
      ...{ number: ticket._id, category: ticket.category, language: ticket.language, state: ticket.state },
      ...{ at: dateTime(ticket.createdAt, language), proved: ticket.accountId !== undefined },
      ...{ step: ticket.step, reasons: ticket.reasons, message: words.message, email: maskedEmail(words.email) },
      answers: words.answers.map(({ at, by, text }) => ({ at: dateTime(at, language), by: names.get(by) ?? by, text })),
      files: ticket.files.map(({ id, kind, size }) => ({ id, kind, size: Math.max(1, Math.round(size / 1024)) })),
    },
    way,
    done: ['answered', 'closed', 'open'].find((one) => one === done),
    full: ticket.answered >= ticketLimits.answers,
  };
  renderDesk(res, { page: 'casework/ticket', form, model });
}
