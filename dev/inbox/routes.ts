import express, { type Router } from 'express';
import { html } from '../html.js';
import { page } from '../page.js';
import type { Inbox, Message } from './inbox.js';

const kinds = { email: 'Email', sms: 'Text message', letter: 'Letter', call: 'Phone call' };
const textOf = (value: unknown) => (typeof value === 'string' && value.trim() ? value.trim() : undefined);

/** The inbox page, one page for each message, and the same as JSON for tests: `/inbox.json?to=…`. */
export function inboxRoutes(inbox: Inbox): Router {
  const router = express.Router();
  router.get('/inbox', (req, res) => void res.send(listPage(inbox, textOf(req.query.to))));
  router.get('/inbox.json', (req, res) => void res.json(inbox.list(textOf(req.query.to))));
  router.delete(['/inbox', '/inbox.json'], (req, res) => {
    inbox.clear(textOf(req.query.to));
    res.status(204).end();
  });
  router.get('/inbox/:id', (req, res) => {
    const message = inbox.byId(req.params.id);
    if (!message) return void res.status(404).send(page('No such message', html`<p><a href="/inbox">Inbox</a></p>`));
    res.send(messagePage(message));
  });
  return router;
}

function listPage(inbox: Inbox, to: string | undefined): string {
  const rows = inbox.list(to).map(
    (message) => html`<tr>
      <td class="fixed">${message.receivedAt.slice(11, 19)}</td><td class="fixed">${kinds[message.kind]}</td>
      <td><a href="/inbox?to=${encodeURIComponent(message.to)}">${message.to}</a></td>
      <td><a href="/inbox/${message.id}">${message.subject ?? firstWords(message.text)}</a></td>
      <td class="fixed"><strong>${code(message.text)}</strong></td></tr>`,
  );
  const table = html`<table><thead><tr><th>Time</th><th>Kind</th><th>To</th><th>Message</th><th>Code</th></tr></thead>
    <tbody>${rows}</tbody></table>`;
  return page(
    'Inbox',
    html`<form><label for="to">Only to this email address or phone number</label>
      <p><input id="to" name="to" value="${to}"> <button>Show</button></p></form>
      ${to && html`<p><a href="/inbox">Show all messages</a></p>`}
      ${rows.length > 0 ? table : html`<p>No messages yet.</p>`}`,
  );
}

const messagePage = (message: Message): string =>
  page(
    message.subject ?? kinds[message.kind],
    html`<p><a href="/inbox">Inbox</a></p>
      <p>${kinds[message.kind]} to ${message.to}, ${message.receivedAt.slice(0, 19).replace('T', ' ')} UTC</p>
      <pre>${withLinks(message.text)}</pre>
      ${message.files?.map(({ name, text }) => html`<h2>${name}</h2><pre>${text}</pre>`)}
      ${
        message.html &&
        html`<h2>As HTML</h2><iframe sandbox="allow-top-navigation-by-user-activation" title="The HTML part of this mail"
        style="width:100%;height:30rem;border:1px solid #b0b0b0" srcdoc="${message.html}"></iframe>`
      }`,
  );

/** The security code of a message that holds one: what people come here for. */
const code = (text: string) => /(?<!\d)\d{6}(?!\d)/.exec(text.replace(/(?<=\d), (?=\d)/g, ''))?.[0];

const firstWords = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

const withLinks = (text: string) =>
  text.split(/(https?:\/\/[^\s<>"]+)/).map((part, index) => (index % 2 ? html`<a href="${part}">${part}</a>` : part));
