import type { Session, WebhookEvent } from '../../sdk/index.js';
import { type Html, html } from '../html.js';
import { type Look, page } from '../page.js';
import type { Explanation } from './problems.js';
import type { Begun } from './status.js';
import { moorside, riverside, type Who } from './who.js';

export interface StatusModel {
  begun: readonly Begun[];
  events: readonly WebhookEvent[];
  answer?: object | undefined;
  problem?: string;
}

/** The pages of one of the demo partners. */
export function partnerPages(who: Who) {
  const { name, base, services } = who;
  const home = `${base}/`;
  const other = who === moorside ? riverside : moorside;
  const look: Look = { site: name, home, colour: who.colour };
  const homeLink = html`<p><a href="${home}">${name} home page</a></p>`;
  const signInButton = html`<p><a class="button" href="${base}/login">Continue with Surety</a></p>`;
  /** Where people go on to without a second sign-in. */
  const along = html`<p>${who === riverside && html`<a class="button plain" href="/to-pharmacy">Continue to ${moorside.name}</a>`}
    <a class="button plain" href="${base}/settings">Your Surety account</a></p>`;
  const signOut = html`<a class="button" href="${base}/surety/sign-out">Sign out</a>`;

  const table = (caption: string, values: object): Html => html`<table>
  <caption>${caption}</caption>
  <thead><tr><th scope="col">Claim</th><th scope="col">Value</th></tr></thead>
  <tbody>${Object.entries(values).map(
    ([claim, value]) =>
      html`<tr><th scope="row">${claim}</th><td>${typeof value === 'string' ? value : JSON.stringify(value)}</td></tr>`,
  )}</tbody></table>`;

  const entryPage = (session: Session | undefined): string =>
    page(
      who.title,
      html`<p>${who.text}</p>
      ${session ? html`<p><a class="button" href="${base}/signed-in">Go to your record</a></p>` : signInButton}
<section class="panel" aria-labelledby="developers">
  <h2 id="developers">For developers</h2>
  <p>Pages that need a level:</p>
  <ul>${services.map(({ level, path, title }) => html`<li><a href="${base}${path}">${title}</a> (${level})</li>`)}</ul>
  <ul>
    <li><a href="${base}/login?level=P9&gp=yes">Connect to your GP surgery</a> (P9, with the linkage key)</li>
    <li><a href="${base}/status">Verifications by the partner API</a></li>
    <li><a href="${other.base}/">${other.name}, another partner</a></li>
    <li><a href="/inbox">Inbox: mail and text messages</a></li>
    <li><a href="/simulators">Simulators and test patients</a></li>
    <li><a href="/specimens">Specimens: passports and faces to try with</a></li>
    ${session && html`<li><a href="${base}/surety/sign-out">Sign out</a></li>`}
  </ul>
</section>`,
      look,
    );

  const called = ({ given_name, family_name }: Session['claims']): string =>
    given_name || family_name ? `, ${given_name ?? family_name}` : '';

  const signedInPage = ({ claims, verified, claimed, vector }: Session, idToken: object): string =>
    page(
      `Welcome${called(claims)}`,
      html`<p>You are signed in at level <strong id="vot">${vector}</strong>.
      Your account has reached <strong id="level">${claims.identity_proofing_level ?? 'P0'}</strong>.</p>
      ${along}
      <h2>What Surety told us</h2>
      <p>Proved: ${verified.join(', ') || 'nothing'}. Typed, and not proved: ${claimed.join(', ') || 'nothing'}.</p>
      ${table('ID token', idToken)}
      ${table('Claims', claims)}
      <p>${signOut} <a class="button plain" href="${home}">Home</a></p>`,
      look,
    );

  const servicePage = (title: string, session: Session | undefined): string =>
    page(
      title,
      html`<p>You see this page since you are signed in at ${session?.level}.</p>
      <p><a class="button" href="${base}/signed-in">What Surety told us</a> ${signOut}</p>${homeLink}`,
      look,
    );

  const problemPage = ({ title, text, action }: Explanation, again: string, wire: string): string =>
    page(
      title,
      html`<p>${text}</p>
      <p><a class="button" href="${again}">${action}</a></p>${homeLink}
      <details><summary>For developers</summary><pre id="wire">${wire}</pre></details>`,
      look,
    );

  const statusPage = ({ begun, events, answer, problem }: StatusModel): string =>
    page(
      'Verifications',
      html`<p>What a partner does without the person's browser: it asks for a verification, and later how it stands.</p>
      <form method="post" action="${base}/status">
        <label for="reference">Your reference</label><input id="reference" name="reference" required maxlength="255">
        <label for="wanted">Level</label><select id="wanted" name="level"><option>P5</option><option selected>P9</option></select>
        <p><button>Ask for a verification</button></p>
      </form>
      <ul>${begun.map(
        ({ id, reference, url }) =>
          html`<li>${reference}: <a href="${base}/status?id=${id}">how it stands</a>,
          <a href="${url}">address for the person (works once)</a></li>`,
      )}</ul>
      ${problem && html`<p class="alert" role="alert">${problem}</p>`}
      ${answer && html`<h2>Answer</h2><pre id="answer">${JSON.stringify(answer, null, 2)}</pre>`}
      <h2>Webhooks</h2>
      <form method="post" action="${base}/status/webhook"><button>Have changes told to us</button></form>
      <ul id="events">${events.map(({ type, data, sentAt }) => {
        const { id } = data as { id: string };
        return html`<li>${sentAt.toISOString()}: ${type}, <a href="${base}/status?id=${id}">${id}</a></li>`;
      })}</ul>${homeLink}`,
      look,
    );

  return { entryPage, problemPage, servicePage, signedInPage, statusPage };
}
