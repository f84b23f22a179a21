import express, { type Router } from 'express';
import { html } from '../html.js';
import { page } from '../page.js';
import { type Surgery, words } from './surgery.js';

/** The desk of the surgeries: prints keys, uses them up, and has the system give no key for a reason. */
export function deskPage(surgery: Surgery): Router {
  const router = express.Router();
  router.get('/', (_req, res) => void res.send(page('GP surgery’s desk', body(surgery))));
  router.post('/', express.urlencoded({ extended: false }), (req, res) => {
    const nhsNumber = String(req.body?.nhsNumber ?? '').replaceAll(/\s/g, '');
    const does = String(req.body?.does);
    if (does === 'print') surgery.print(nhsNumber);
    else if (does === 'use') surgery.use(nhsNumber);
    else
      surgery.say(
        nhsNumber,
        words.find((word) => word === does),
      );
    res.redirect(303, '/gp/desk');
  });
  return router;
}

function body(surgery: Surgery) {
  const rows = surgery.patients().flatMap(({ id: nhsNumber, name: [name] }) => {
    const practice = surgery.practiceOf(nhsNumber);
    if (!practice) return [];
    const account = surgery.accountOf(nhsNumber);
    const printed =
      account && html`ODS code ${practice}, account ID ${account.accountId}, linkage key ${account.linkageKey}`;
    const says = surgery.says(nhsNumber);
    return html`<tr><th scope="row">${name?.given.join(' ')} ${name?.family}</th><td class="fixed">${nhsNumber}</td>
      <td>${printed} ${account?.used ? '(used)' : ''} ${says}</td></tr>`;
  });
  return html`
    <form method="post">
      <label for="nhsNumber">NHS number</label><input id="nhsNumber" name="nhsNumber" inputmode="numeric">
      <p><button name="does" value="print">Print a key</button> <button class="plain" name="does" value="use">Use the key up</button></p>
      <p>From now on, answer: ${words.map((word) => html`<button class="plain" name="does" value="${word}">${word}</button> `)}
      <button class="plain" name="does" value="">as things are</button></p>
    </form>
    <table><thead><tr><th>Patient</th><th>NHS number</th><th>Online account</th></tr></thead><tbody>${rows}</tbody></table>`;
}
