import { type Level, levels } from '../../domain/levels.js';
import { type Html, html } from '../html.js';
import { type Look, page } from '../page.js';
import type { Explanation } from './errors.js';
import type { PortalSession } from './sessions.js';

const look: Look = { site: 'Riverside Health', home: '/', colour: '#1f5c3a' };

/** What each level opens here. */
const services: Record<Level, string> = {
  P0: 'Book a visit (P0: an email address and a phone)',
  P5: 'Order repeat prescriptions (P5: details matched)',
  P9: 'See your health record (P9: identity proved)',
};

export const entryPage = (session: PortalSession): string =>
  page(
    'Your health, in one place',
    html`<p>See your record, order prescriptions and book visits at Riverside Health, an imaginary surgery.</p>
      ${session.signedIn ? html`<p><a class="button" href="/signed-in">Go to your record</a></p>` : signInButton('P9')}
      ${developers(session)}`,
    look,
  );

const signInButton = (level: Level, text = 'Continue with Surety'): Html =>
  html`<p><a class="button" href="/login?level=${level}">${text}</a></p>`;

const developers = (session: PortalSession): Html => html`<section class="panel" aria-labelledby="developers">
  <h2 id="developers">For developers</h2>
  <p>Continue at another level:</p>
  <ul>${levels.map((level) => html`<li><a href="/login?level=${level}">${services[level]}</a></li>`)}</ul>
  <ul>
    <li><a href="/status">Verifications by the partner API</a></li>
    <li><a href="/inbox">Inbox: mail and text messages</a></li>
    <li><a href="/simulators">Simulators and test patients</a></li>
    <li><a href="/specimens">Specimens: passports and faces to try with</a></li>
    ${session.signedIn && html`<li><a href="/logout">Sign out</a></li>`}
  </ul>
</section>`;

export function signedInPage({ idClaims, userinfo }: NonNullable<PortalSession['signedIn']>): string {
  const given = userinfo.given_name ?? userinfo.family_name ?? 'you';
  return page(
    `Welcome, ${given}`,
    html`<p>You are signed in at level <strong id="vot">${idClaims.vot}</strong>.
      Your account has reached <strong id="level">${userinfo.identity_proofing_level ?? 'P0'}</strong>.</p>
      <h2>What Surety told us</h2>
      ${claims('ID token', idClaims)}
      ${claims('userinfo', userinfo)}
      <p><a class="button" href="/logout">Sign out</a> <a class="button plain" href="/">Home</a></p>`,
    look,
  );
}

const claims = (caption: string, values: Record<string, unknown>): Html => html`<table>
  <caption>${caption}</caption>
  <thead><tr><th scope="col">Claim</th><th scope="col">Value</th></tr></thead>
  <tbody>${Object.entries(values).map(
    ([name, value]) =>
      html`<tr><th scope="row">${name}</th><td>${typeof value === 'string' ? value : JSON.stringify(value)}</td></tr>`,
  )}</tbody></table>`;

export const errorPage = ({ title, text, action, wire }: Explanation & { wire: string }, level: Level): string =>
  page(
    title,
    html`<p>${text}</p>
      ${signInButton(level, action)}
      <p><a href="/">Riverside Health home page</a></p>
      <details><summary>For developers</summary><pre id="wire">${wire}</pre></details>`,
    look,
  );

export const statusPage = (
  session: PortalSession,
  answer: { status: number; body: unknown } | undefined,
  problem: string | undefined,
): string =>
  page(
    'Verifications',
    html`<p>What a partner does without the person's browser: it asks for a verification, and later how it stands.</p>
      <form method="post" action="/status">
        <label for="reference">Your reference</label><input id="reference" name="reference" required maxlength="255">
        <label for="wanted">Level</label>
        <select id="wanted" name="level">${levels.map(
          (level) => html`<option ${level === 'P9' && 'selected'}>${level}</option>`,
        )}</select>
        <p><button>Ask for a verification</button></p>
      </form>
      <ul>${session.verifications.map(
        ({ id, reference, url }) =>
          html`<li>${reference}: <a href="/status?id=${id}">how it stands</a>${
            url && html`, <a href="${url}">address for the person (works once)</a>`
          }</li>`,
      )}</ul>
      ${problem && html`<p class="alert" role="alert">${problem}</p>`}
      ${answer && html`<h2>Answer (${answer.status})</h2><pre id="answer">${JSON.stringify(answer.body, null, 2)}</pre>`}
      <p><a href="/">Riverside Health home page</a></p>`,
    look,
  );
