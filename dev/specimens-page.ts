import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Router } from 'express';
import { html } from './html.js';
import { page } from './page.js';
import { specimenFolder } from './specimens/specimen-cache.js';

/** What `npm run specimens` writes into its folder besides the files themselves. */
interface Specimen {
  file: string;
  about: string;
}

/**
 * `/specimens`: the passports, faces and videos that `npm run specimens` made, to look at and to save.
 *
 * @param folder only files that its `specimens.json` names are served
 */
export function specimensPage(folder = specimenFolder): Router {
  const router = express.Router();
  router.get('/specimens', (_req, res) => void res.send(page('Specimens', body(listed(folder)))));
  router.get('/specimens/:file', (req, res, next) => {
    if (!listed(folder).some(({ file }) => file === req.params.file)) return next();
    res.sendFile(req.params.file, { root: folder });
  });
  return router;
}

/** Read anew each time: they may be made while the server runs. */
function listed(folder: string): Specimen[] {
  const list = join(folder, 'specimens.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Specimen[]) : [];
}

function body(specimens: Specimen[]) {
  const rows = specimens.map(({ file, about }) => {
    const picture = /\.jpe?g$/.test(file);
    return html`<tr>
      <td>${picture && html`<img src="/specimens/${file}" alt="" width="160" loading="lazy">`}</td>
      <td><a href="/specimens/${file}" download>${file}</a><br>${about}</td></tr>`;
  });
  const table = html`<table><thead><tr><th>Picture</th><th>What it is (choose a name to save the file)</th></tr></thead>
    <tbody>${rows}</tbody></table>`;
  return html`
    <p>To try what needs a passport and a face. The passports say SPECIMEN and belong to the test patients of
      <a href="/simulators">the simulators page</a>.</p>
    ${rows.length > 0 ? table : html`<p class="alert">None yet. Make them, which takes a few minutes:</p>`}
    <pre>npm run specimens</pre>
    <p>With a sharp photo of your own face on every passport, for a face scan with your own camera:</p>
    <pre>npm run specimens -- --photo me.jpg</pre>`;
}
