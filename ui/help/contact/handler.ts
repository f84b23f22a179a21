import type { Request, RequestHandler, Response } from 'express';
import { answerHoursOf } from '../../../domain/casework/review-time.js';
import { type TicketCategory, ticketCategories, ticketLimits } from '../../../domain/casework/tickets.js';
import type { FieldErrors } from '../../../domain/journey/field-errors.js';
import { maskedEmail } from '../../../domain/person/masked-email.js';
import { TooManyRequests } from '../../../platform/errors.js';
import { randomId } from '../../../platform/random-id.js';
import type { Account } from '../../../store/accounts/accounts.js';
import type { Journey } from '../../../store/journey/journey.js';
import type { UiDeps } from '../../deps.js';
import { formNonce, readForm, typed } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import { type HelpAbout, helpAbout } from '../../http/help-link.js';
import type { Guards } from '../../http/pages.js';
import { type FormView, renderPage } from '../../http/render.js';
import type { Language } from '../../words/languages.js';
import { sendMessage } from '../../workflows/message-delivery.js';
import { aroundOf } from '../views.js';
import { attachmentsOf } from './attachments.js';
import { contactFields, contactForm, guestContactForm } from './form.js';
import { ownJourney, signedIn } from './writer.js';

/** Who writes, and about what, as we know it and not as the form says. */
type Writer = { account: Account | undefined; journey: Journey | undefined; about: HelpAbout };

/** The form to write to us, which knows what help was opened about. */
export const showContact =
  (deps: UiDeps): RequestHandler =>
  async (req, res) => {
    const writer = await writerOf(deps, req, res, req.query);
    await show(deps, res, writer, { values: { journey: 'yes' }, errors: {}, nonce: randomId() });
  };

/** Takes a message, once however often its form is sent, and confirms it by email. To come after attachmentsBody. */
export const takeContact =
  (deps: UiDeps, { limits }: Guards): RequestHandler =>
  async (req, res) => {
    const { browser, language } = frameOf(res);
    const writer = await writerOf(deps, req, res, req.body ?? {});
    // One that is not ours makes a form of its own.
    const form = { values: typed(req.body, contactFields), errors: {}, nonce: formNonce(req) ?? randomId() };
    const read = readMessage(deps, req, writer.account);
    if (read.errors) return show(deps, res, writer, { ...form, errors: read.errors });
    const { message } = read;
    let number = await deps.store.tickets.sentBy(browser, form.nonce);
    if (!number) {
      try {
        await limits.ticket(req, writer.account?._id ?? message.email);
      } catch (refused) {
        if (!(refused instanceof TooManyRequests)) throw refused;
        res.set('Retry-After', String(refused.retryAfterSeconds));
        return show(deps, res, writer, { ...form, errors: { message: 'too_many' } }, 429);
      }
      number = await keep(deps, writer, { ...message, browser, language, nonce: form.nonce });
    }
    await confirm(deps, number, message.email, language);
    res.redirect(303, `/help/tickets/${number}`);
  };

type Message = {
  category: TicketCategory;
  text: string;
  email: string;
  /** Whether staff may see which journey it is about. */
  tell: boolean;
  files: Extract<ReturnType<typeof attachmentsOf>, { files: unknown }>['files'];
};

function readMessage(
  { store }: UiDeps,
  req: Request,
  account: Account | undefined,
): { message: Message; errors?: undefined } | { errors: FieldErrors } {
  const { values, errors } = account ? readForm(contactForm, req.body) : readForm(guestContactForm, req.body);
  const given = attachmentsOf(req);
  if (errors || given.error) return { errors: { ...errors, ...(given.error ? { files: given.error } : {}) } };
  const { category, message: text, journey } = values;
  const email = account ? store.accounts.contacts(account).email : 'email' in values ? String(values.email) : '';
  return { message: { category, text, email, tell: journey === 'yes', files: given.files } };
}

/** @returns the number of the one message that the form makes, whichever of several posts at once made it */
async function keep(
  { store }: UiDeps,
  { account, journey, about }: Writer,
  { browser, language, nonce, ...said }: Message & { browser: string; language: Language; nonce: string },
): Promise<string> {
  const now = new Date();
  const number = await store.tickets.freeNumber();
  const files = await store.ticketFiles.put(number, said.files, now);
  const ticket = {
    ...{ number, browser, nonce, message: said.text, email: said.email, category: said.category, language, files },
    ...{ reasons: about.reasons, ...(about.step ? { step: about.step } : {}) },
    ...(account ? { accountId: account._id } : {}),
    ...(journey && said.tell ? { journeyId: journey._id } : {}),
  };
  if (await store.tickets.open(ticket, now)) return number;
  await store.ticketFiles.erase([number]);
  return (await store.tickets.sentBy(browser, nonce)) ?? number;
}

/** The same message however often it is put: a form that is sent again after a fault has its confirmation. */
async function confirm({ store, temporal, log, url }: UiDeps, number: string, to: string, language: Language) {
  const key = `ticket-${number}-received`;
  const params = { ticket: { number }, url: `${url}/help/contact` };
  const said = { key, channel: 'email', to, template: 'ticket-received', params, language, unattended: true } as const;
  await store.messages.putMessage(said);
  // One that cannot be sent now is sent later (api/rounds/send-left-notices.ts).
  await sendMessage(temporal, { key, kind: 'notice' }).catch((err: unknown) =>
    log.warn({ err }, 'the confirmation of a message waits'),
  );
}

async function writerOf(deps: UiDeps, req: Request, res: Response, said: Record<string, unknown>): Promise<Writer> {
  const about = helpAbout(said);
  const account = await signedIn(deps, req, res);
  return { about, account, journey: await ownJourney(deps, req, account, about.from) };
}

async function show(
  { store, supportContact }: UiDeps,
  res: Response,
  { account, journey, about }: Writer,
  form: FormView,
  status?: number,
): Promise<void> {
  const partner = journey && (await store.partners.byId(journey.partnerId));
  const model = {
    ...aroundOf(about),
    categories: ticketCategories,
    limits: ticketLimits,
    account: account && { email: maskedEmail(store.accounts.contacts(account).email) },
    journey: journey && { id: journey._id, partner: partner?.name },
    supportContact,
    hours: answerHoursOf((await store.serviceSettings.read('review-time')).value),
  };
  renderPage(res, { page: 'help/contact', form, model, ...(status ? { status } : {}) });
}
