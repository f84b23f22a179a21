import express, { type Router } from 'express';
import { type Faults, faultTargets } from './faults/faults.js';
import { html } from './html.js';
import { page } from './page.js';
import type { Records } from './pds/records.js';
import { testPatients } from './pds/test-patients.js';
import { staff } from './staff/people.js';

/** `/simulators`: what there is, who can be tried, and buttons to break things. */
export function simulatorsPage(faults: Faults, records: Records): Router {
  const router = express.Router();
  router.get('/simulators', (_req, res) => void res.send(page('Simulators', body(faults, records))));
  router.post('/simulators', express.urlencoded({ extended: false }), (req, res) => {
    const target = faultTargets.find((name) => name === req.body?.target);
    if (req.body?.mend) faults.clear();
    else if (target) faults.add({ target, status: target === 'smtp' ? 421 : 503, retryAfter: 5 });
    res.redirect(303, '/simulators');
  });
  return router;
}

function body(faults: Faults, records: Records) {
  const broken = faults.list.map((fault) => html`<li><code>${JSON.stringify(fault)}</code></li>`);
  const patients = testPatients().map(
    ({ about, nhsNumber, given, family, born, postcode }) => html`<tr>
      <th scope="row">${given.join(' ')} ${family}</th><td class="fixed">${born}</td><td class="fixed">${postcode ?? 'no postcode'}</td>
      <td class="fixed">${nhsNumber.replace(/(\d{3})(\d{3})(\d{4})/, '$1 $2 $3')}</td><td class="wide">${about}</td>
      <td class="fixed">Version ${records.current(nhsNumber)?.meta.versionId}</td></tr>`,
  );
  return html`
    <ul>
      <li><a href="/">Demo partner</a></li>
      <li><a href="/inbox">Inbox</a></li>
      <li><a href="/specimens">Specimens: passports, faces and videos to try with</a></li>
      <li><a href="/gp/desk">GP surgery’s desk: linkage keys</a></li>
      <li><a href="/staff/.well-known/openid-configuration">Staff sign-in</a>: ${staff.map(({ name }) => name).join(', ')}</li>
    </ul>
    <h2>Break things</h2>
    ${broken.length > 0 ? html`<ul>${broken}</ul>` : html`<p>Everything works.</p>`}
    <form method="post">
      ${faultTargets.map((target) => html`<button class="plain" name="target" value="${target}">Break ${target}</button> `)}
      <button name="mend" value="all">Mend all</button>
    </form>
    <p>More by <code>POST /faults</code>: see dev/README.md.</p>
    <h2>Test patients of PDS</h2>
    <table>
      <thead><tr><th>Name</th><th>Born</th><th>Postcode</th><th>NHS number</th><th>For</th><th>Record</th></tr></thead>
      <tbody>${patients}</tbody>
    </table>`;
}
