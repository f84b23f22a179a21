import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type DevServer, startDevServer } from '../../dev/server.js';
import { demoPartners } from '../../dev/up/partners.js';
import { hour } from '../../domain/clock.js';
import { randomId } from '../../platform/random-id.js';
import { outage, refusal } from '../../platform/temporal/activity-failure.js';
import type { Partner } from '../../store/partners/partners.js';
import { formOf, startUiApp, submit, type UiApp } from '../../test/support/apps/ui-app.js';
import { newDevice, startBrowser } from '../../test/support/browser/browser.js';
import { CookieBrowser } from '../../test/support/people/cookie-browser.js';
import { signInByCode } from '../../test/support/people/sign-in-by-code.js';
import { testSecrets } from '../../test/support/test-secrets.js';
import { eventually } from '../../test/support/workflows/workflow-environment.js';
import { logoutDeliveryWorkflow, logoutDeliveryWorkflowId } from '../../workflows/logout-delivery/messages.js';
import { taskQueues } from '../../workflows/task-queues.js';

let at: UiApp;
let dev: DevServer;
beforeAll(async () => {
  at = await startUiApp();
  const secrets = await testSecrets();
  dev = await startDevServer({ port: 0, mailPort: 0, issuer: at.url, secrets });
  for (const partner of demoPartners(secrets, dev.url)) await at.store.partners.put(partner);
}, 60_000);
afterAll(async () => {
  await dev?.close();
  await at?.close();
});

/** A person with a browser that goes to and fro between Surety and the demo partners. */
class Person {
  surety = new CookieBrowser(at.url);
  readonly partners = new CookieBrowser(dev.url);

  async go(address: string): Promise<{ html: string; at: URL; csp: string }> {
    let next = new URL(address, at.url);
    for (let hops = 0; hops < 20; hops++) {
      const response = await (next.origin === dev.url ? this.partners : this.surety).request(next);
      const location = response.headers.get('location');
      const csp = response.headers.get('content-security-policy') ?? '';
      if (!location) return { html: await response.text(), at: next, csp };
      await response.body?.cancel();
      next = new URL(location, next);
    }
    throw new Error('too many redirects');
  }

  async press(page: URL | string, fields: Record<string, string> = {}) {
    return this.go((await submit(this.surety, page, fields)).headers.get('location') ?? '');
  }

  /** Signs in at Riverside Health, and agrees to share. */
  async signIn(): Promise<string> {
    const { id } = await at.account();
    await at.putSession(this.surety, id);
    await this.#agreeAt('/login?level=P0');
    return id;
  }

  /** Signs in at the pharmacy too. */
  async signInToo() {
    await this.#agreeAt('/pharmacy/login');
  }

  /** With the session that there is. */
  async #agreeAt(login: string) {
    const consent = await this.go(`${dev.url}${login}`);
    expect(consent.html).toMatch(/p\S*•••\S*@example\.com/);
    await this.press(consent.at, { action: 'agree' });
  }

  async isIn(partner: '' | '/pharmacy'): Promise<boolean> {
    return (await this.partners.request(`${dev.url}${partner}/signed-in.json`)).ok;
  }
}

const outOf = (person: Person, partner: '' | '/pharmacy') => eventually(async () => !(await person.isIn(partner)));

test('one button ends Surety’s session and both partners’, and says so', async () => {
  const person = new Person();
  await person.signIn();
  await person.signInToo();
  expect([await person.isIn(''), await person.isIn('/pharmacy')]).toEqual([true, true]);

  // At a third one they see as whom, and turn back.
  const whom = await at.begin(person.surety);
  const shown = await person.surety.request(whom);
  const cancelled = await person.surety.request(whom.pathname.replace(/whom$/, 'cancel'), {
    method: 'POST',
    body: new URLSearchParams(await formOf(shown)),
  });
  const { left } = await person.surety.open(cancelled.headers.get('location') ?? '');
  expect(left?.searchParams.get('error_description')).toBe('user_cancelled');

  const account = await person.go('/account');
  expect(account.html).toContain(`href="${dev.url}/pharmacy/">Return to Moorside Pharmacy`);
  // From any page of theirs.
  const secrets = await formOf(await person.surety.request('/account/services'));
  expect((await person.go('/account/services')).html).toContain('action="/account/sign-out"');
  const out = await person.surety.open('/account/sign-out', { method: 'POST', body: new URLSearchParams(secrets) });
  const page = await out.response.text();
  expect(out.at.pathname).toBe('/signed-out');
  expect(page).toContain(`<a href="${dev.url}/">Riverside Health</a>`);
  expect(page).toContain(`<a href="${dev.url}/pharmacy/">Moorside Pharmacy</a>`);
  await outOf(person, '');
  await outOf(person, '/pharmacy');
  expect((await person.go(`${dev.url}/login?level=P0&prompt=none`)).html).toContain('login_required');
  expect((await person.go('/account')).at.pathname).toMatch(/^\/interaction\//);
}, 60_000);

test('signing out at one partner ends the other’s session, which only a browser can tell: in frames of another site', async () => {
  // No back-channel: what ends the pharmacy's session is the frame. Surety is at 127.0.0.1 and the partners at localhost, so the frame is
  // another site's, to which browsers send no cookie.
  const pharmacy = (await at.store.partners.byId('moorside')) as Partner;
  const { backchannelLogoutUri: _, ...untold } = pharmacy;
  await at.store.partners.put(untold);
  const person = new Person();
  await person.signIn();
  await person.signInToo();
  const browser = await startBrowser();
  try {
    const { page, context } = await newDevice(browser);
    const complaints: string[] = [];
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
    await context.addCookies([...person.surety.cookies(), ...person.partners.cookies()]);
    await page.goto(`${dev.url}/logout`);
    expect(await page.locator('main li').allTextContents()).toContain('Moorside Pharmacy');
    // The same question in the other language, and back.
    for (const [language, heading] of [
      ['cy', 'Ydych chi am allgofnodi?'],
      ['en', 'Do you want to sign out?'],
    ]) {
      await page.locator(`header a[hreflang=${language}]`).click();
      await page.getByRole('heading', { name: heading }).waitFor();
    }
    expect(await page.locator('main li').allTextContents()).toContain('Moorside Pharmacy');
    const framed = page.waitForResponse((response) =>
      response.url().includes('/pharmacy/surety/front-channel-logout?'),
    );
    await page.locator('main button').first().click();
    expect(Object.keys(await (await framed).request().allHeaders())).not.toContain('cookie');
    // Surety's page waits for the frame, then goes on to the partner that asked.
    await page.waitForURL(`${dev.url}/`);
    expect(await page.locator('main').textContent()).toContain('Continue with Surety');
    expect(complaints).toEqual([]);
    const answers = await Promise.all(
      ['', '/pharmacy'].map((base) => page.request.get(`${dev.url}${base}/signed-in.json`)),
    );
    expect(answers.map((answer) => answer.status())).toEqual([404, 404]);
  } finally {
    await browser.close();
    await at.store.partners.put(pharmacy);
  }
}, 60_000);

test('a partner takes its person to the other one, and to their settings, in a browser that knows nobody', async () => {
  const person = new Person();
  const id = await person.signIn();
  await person.signInToo();
  person.surety = new CookieBrowser(at.url);
  expect((await person.go(`${dev.url}/to-pharmacy`)).html).toContain('Welcome');

  person.surety = new CookieBrowser(at.url);
  const settings = await person.go(`${dev.url}/settings`);
  expect(settings.at.pathname).toBe('/account');
  expect(settings.html).toContain(`href="${dev.url}/">Return to Riverside Health`);

  const services = await person.go('/account/services');
  expect(services.html).toContain('Moorside Pharmacy');
  expect(services.html).toContain('your email address');
  const asked = await person.go('/account/services/moorside/stop');
  expect(asked.at.pathname).toBe('/account/continue');
  await person.press('/account/continue');
  const after = await person.press('/account/services/moorside/stop');
  expect(after.at.pathname).toBe('/account/services');
  expect(after.html).not.toContain('Moorside Pharmacy');
  expect(await at.store.consents.of(id, 'moorside')).toBeNull();
  await outOf(person, '/pharmacy');
  expect(await person.isIn('')).toBe(true);
}, 60_000);

test('who says "this is not me" signs in as somebody else, and the first one’s partners are told', async () => {
  const person = new Person();
  await person.signIn();
  const other = await at.account();
  await at.store.consents.give(other.id, 'moorside', ['openid', 'email', 'phone'], new Date());
  const consent = await person.go(`${dev.url}/pharmacy/login`);
  const email = await person.press(consent.at, { action: 'another' });
  const { response } = await signInByCode(at, person.surety, email.at, other.email);
  const html = await response.text();
  const fields = [...html.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]);
  const on = await person.surety.request('/end-session/confirm', { method: 'POST', body: new URLSearchParams(fields) });
  await person.go(on.headers.get('location') ?? '');
  const told = await (await person.partners.request('/pharmacy/signed-in.json')).json();
  expect(told).toMatchObject({ id: { sub: other.id } });
  await outOf(person, '');
}, 60_000);

/** Tells a partner that answers so. @returns how it ended, and after how many tries */
async function tell(answer: (tries: number) => void) {
  let tries = 0;
  at.script.logout = async () => {
    answer(++tries);
    return 'delivered';
  };
  const input = { partnerId: 'p', accountId: randomId(), sid: randomId() };
  const start = () =>
    at.client.workflow.start(logoutDeliveryWorkflow, {
      taskQueue: taskQueues.journeys,
      workflowId: logoutDeliveryWorkflowId(input),
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      args: [input],
    });
  const handle = await start();
  // Longer than is tried for; retries then take no time.
  await at.env.sleep('25 hours');
  const result = await handle.result();
  await expect(start()).rejects.toThrow('already started');
  return { result, tries };
}

test('a partner that is down is told when it is back, within a day; one that says no is not asked again', async () => {
  const down = (tries: number) => {
    if (tries < 6) throw outage('logout_unreachable');
  };
  expect(await tell(down)).toEqual({ result: 'delivered', tries: 6 });
  const never = await tell(() => {
    throw outage('logout_not_now', 6 * hour);
  });
  expect(never.result).toBe('failed');
  expect(never.tries).toBeGreaterThan(3);
  const no = () => {
    throw refusal('logout_refused');
  };
  expect(await tell(no)).toEqual({ result: 'failed', tries: 1 });
}, 60_000);
