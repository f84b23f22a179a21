import { type Level, levels } from '../../domain/levels.js';
import { type Html, html } from '../html.js';
import { type Look, page } from '../page.js';
import type { Explanation } from './errors.js';
import type { PortalSession } from './sessions.js';
import { moorside, riverside, type Who } from './who.js';

/** The pages of one of the demo partners. */
export function partnerPages(who: Who) {
  const { name, base, services } = who;
  const home = `${base}/`;
  const other = who === moorside ? riverside : moorside;
  /** Where people go on to without a second sign-in. */
  const along = html`<p>${who === riverside && html`<a class="button plain" href="/to-pharmacy">Go on to ${moorside.name}</a>`}
    <a class="button plain" href="${base}/settings">Your Surety account</a></p>`;
  const look: Look = { site: name, home, colour: who.colour };

  const entryPage = (session: PortalSession): string =>
    page(
      who.title,
      html`<p>${who.text}</p>
      ${session.signedIn ? html`<p><a class="button" href="${base}/signed-in">Go to your record</a></p>` : signInButton(who.level)}
      ${developers(session)}`,
      look,
    );

  const signInButton = (level: Level, text = 'Continue with Surety'): Html =>
    html`<p><a class="button" href="${base}/login?level=${level}">${text}</a></p>`;

  const developers = (session: PortalSession): Html => html`<section class="panel" aria-labelledby="developers">
  <h2 id="developers">For developers</h2>
  <p>Continue at another level:</p>
  <ul>${levels.map((level) => html`<li><a href="${base}/login?level=${level}">${services[level]}</a></li>`)}</ul>
  <ul>
    <li><a href="${base}/status">Verifications by the partner API</a></li>
    <li><a href="${other.base}/">${other.name}, another partner</a></li>
    <li><a href="/inbox">Inbox: mail and text messages</a></li>
    <li><a href="/simulators">Simulators and test patients</a></li>
    <li><a href="/specimens">Specimens: passports and faces to try with</a></li>
    ${session.signedIn && html`<li><a href="${base}/logout">Sign out</a></li>`}
  </ul>
</section>`;

  function signedInPage({ idClaims, userinfo }: NonNullable<PortalSession['signedIn']>): string {
    const given = userinfo.given_name ?? userinfo.family_name ?? 'you';
    return page(
      `Welcome, ${given}`,
      html`<p>You are signed in at level <strong id="vot">${idClaims.vot}</strong>.
      Your account has reached <strong id="level">${userinfo.identity_proofing_level ?? 'P0'}</strong>.</p>
      ${along}
      <h2>What Surety told us</h2>
      ${claims('ID token', idClaims)}
      ${claims('userinfo', userinfo)}
      <p><a class="button" href="${base}/logout">Sign out</a> <a class="button plain" href="${home}">Home</a></p>`,
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

  const errorPage = ({ title, text, action, wire }: Explanation & { wire: string }, level: Level): string =>
    page(
      title,
      html`<p>${text}</p>
      ${signInButton(level, action)}
      <p><a href="${home}">${name} home page</a></p>
      <details><summary>For developers</summary><pre id="wire">${wire}</pre></details>`,
      look,
    );

  const statusPage = (
    session: PortalSession,
    answer: { status: number; body: unknown } | undefined,
    problem: string | undefined,
  ): string =>
    page(
      'Verifications',
      html`<p>What a partner does without the person's browser: it asks for a verification, and later how it stands.</p>
      <form method="post" action="${base}/status">
        <label for="reference">Your reference</label><input id="reference" name="reference" required maxlength="255">
        <label for="wanted">Level</label>
        <select id="wanted" name="level">${levels.map(
          (level) => html`<option ${level === 'P9' && 'selected'}>${level}</option>`,
        )}</select>
        <p><button>Ask for a verification</button></p>
      </form>
      <ul>${session.verifications.map(
        ({ id, reference, url }) =>
          html`<li>${reference}: <a href="${base}/status?id=${id}">how it stands</a>${
            url && html`, <a href="${url}">address for the person (works once)</a>`
          }</li>`,
      )}</ul>
      ${problem && html`<p class="alert" role="alert">${problem}</p>`}
      ${answer && html`<h2>Answer (${answer.status})</h2><pre id="answer">${JSON.stringify(answer.body, null, 2)}</pre>`}
      <p><a href="${home}">${name} home page</a></p>`,
      look,
    );

  return { home, entryPage, errorPage, signedInPage, statusPage };
}
