import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { day, hour, minute } from '../../domain/clock.js';
import { fixedCode } from '../../domain/sandbox/fixed-codes.js';
import { testPersonOf } from '../../domain/sandbox/test-people.js';
import { randomId } from '../../platform/random-id.js';
import { formOf, knownPassword, startUiApp, submit, type UiApp } from '../../test/support/apps/ui-app.js';
import type { CookieBrowser } from '../../test/support/people/cookie-browser.js';
import { registrationDriver } from '../../test/support/workflows/registration-driver.js';
import { verificationDriver } from '../../test/support/workflows/verification-driver.js';
import { eventually } from '../../test/support/workflows/workflow-environment.js';
import { taskQueues } from '../../workflows/task-queues.js';
import { webhookDeliveryWorkflow, webhookDeliveryWorkflowId } from '../../workflows/webhook-delivery/messages.js';
import { drawTestDocument } from './documents/draw.js';
import { travelThroughTime } from './travel.js';

let at: UiApp;
beforeAll(async () => {
  at = await startUiApp();
}, 60_000);
afterAll(() => at?.close());

const picture = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');

/** Opens the page that is next, fills it in as the documents say, without a camera and without an inbox. */
async function step(browser: CookieBrowser, page: URL, email: string, document: Uint8Array): Promise<URL | 'partner'> {
  const name = page.pathname.split('/').at(-1) ?? '';
  const html = await (await browser.request(page)).text();
  const terms = /id="terms" name="terms" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const forms: Record<string, Record<string, string>> = {
    email: { email, action: 'code' },
    'email-code': { code: fixedCode },
    'create-account': { password: knownPassword, mobile: '07700 900800', over13: 'yes', terms },
    'mobile-code': { code: fixedCode },
    details: { givenNames: 'Whoever', familyName: 'They Are', day: '1', month: '2', year: '1990' },
    postcode: { postcode: 'LS1 4AP' },
    check: {},
    'face-consent': { agreed: 'yes' },
    consent: {},
  };
  const starts: Record<string, string> = { document: 'document-photo', face: 'face-scan' };
  if (starts[name]) return new URL(page.href.replace(/\w+$/, starts[name]));
  const fields = forms[name];
  let to: string | null;
  if (fields) {
    to = (await submit(browser, page, fields)).headers.get('location');
  } else if (name === 'document-photo' || name === 'face-scan') {
    const body = new FormData();
    for (const [key, value] of Object.entries(await formOf(await browser.request(page)))) body.append(key, value);
    body.append('photo', new Blob([new Uint8Array(name === 'face-scan' ? picture : document)]), 'any.png');
    to = (await browser.request(page, { method: 'POST', body })).headers.get('location');
  } else {
    to = page.pathname.replace(/\/[\w-]+$/, '');
  }
  const { at: next, left } = await browser.open(to ?? page.pathname);
  return left ? 'partner' : next;
}

describe('A partner’s automatic test', () => {
  test('walks a test person to P9 without camera or inbox, past a test document that does not do, and nothing is sent', async () => {
    const browser = at.browser();
    const email = `pass+${randomId().toLowerCase()}@people.example`;
    let page: URL | 'partner' = await at.begin(browser, { vtr: '["P9.Cp.Cd"]', scope: 'openid profile' });
    const seen: string[] = [];
    for (let turn = 0; page !== 'partner' && turn < 60; turn++) {
      const name = page.pathname.split('/').at(-1) ?? '';
      if (name === 'return') break;
      const first = !seen.includes('document-photo');
      if (name !== seen.at(-1)) seen.push(name);
      page = await step(browser, page, email, first ? drawTestDocument('photo_glare') : picture);
    }
    expect(page).toHaveProperty('pathname', expect.stringMatching(/\/return$/));
    expect(seen.filter((name) => name === 'document-photo')).toHaveLength(2);
    const account = await at.store.accounts.byEmail(email);
    expect(account?.level).toBe('P9');
    const { givenNames, familyName } = testPersonOf(email)?.identity ?? {};
    expect(account && at.store.accounts.identity(account)).toMatchObject({ familyName, givenNames: [givenNames] });
    expect(at.sent).toEqual([]);
  }, 60_000);

  test('finds every page saying that it is the sandbox, who can be tried, and documents that say SPECIMEN', async () => {
    const browser = at.browser();
    const people = await (await browser.request('/sandbox')).text();
    expect(people).toContain('surety-header__sandbox');
    expect(people).toMatch(/pass@people\.example[\s\S]+details-no-match@people\.example/);
    expect(people).toContain(fixedCode);
    const list = await (await browser.request('/sandbox/documents')).text();
    const files = [...list.matchAll(/href="(\/sandbox\/documents\/\w+\.png)"/g)].map(([, file]) => String(file));
    expect(files.length).toBeGreaterThan(30);
    const answer = await browser.request(files.at(-1) ?? '');
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 200)
        .toString('latin1'),
    ).toContain('SPECIMEN');
    for (const other of ['case_expired', 'review_passed', '__proto__', 'passes.PNG'])
      expect((await browser.request(`/sandbox/documents/${other}.png`)).status).toBe(404);
  });
});

describe('Time travel', () => {
  const journeyOf = async (
    partnerId: string,
    more: { caseId?: string; accountId?: string; registrationId?: string },
  ) => {
    const { journey } = await at.store.journeys.createByPartner({
      ...{ partnerId, wanted: 'P9', vtr: '["P9.Cp.Cd"]', reference: 'Ward 7', language: 'en', started: false },
      ...{ returnAddress: 'https://partner.example/', now: new Date() },
    });
    const now = new Date();
    if (more.registrationId) await at.store.journeys.attachRegistration(journey._id, more.registrationId, now);
    if (more.accountId) await at.store.journeys.claim(journey._id, more.accountId, now);
    if (more.caseId) await at.store.journeys.attachCase(journey._id, more.caseId, now);
    return journey._id;
  };
  const go = async (journeyId: string, ms: number, id = randomId()) => {
    const journey = await at.store.journeys.byId(journeyId);
    if (!journey) throw new Error('no journey');
    return travelThroughTime({ store: at.store, temporal: at.client }, journey, { id, ms });
  };
  const standing = async (id: string) => (await at.store.standings.look(id, new Date()))?.standing?.state;
  const reminders = (email: string) => at.sent.filter(({ to }) => to === email).length;

  test('brings a case its reminders, and its end, once for each journey and never twice for a repeated one', async () => {
    const { caseId, accountId, email } = await verificationDriver(at).toDocument();
    const journey = await journeyOf('partner', { caseId, accountId });
    const once = randomId();
    await go(journey, 2 * day, once);
    await eventually(async () => reminders(email) === 1);
    for (let again = 0; again < 3; again++) await go(journey, 2 * day, once);
    expect([await standing(journey), reminders(email)]).toEqual(['requires_input', 1]);
    await go(journey, 6 * day);
    await eventually(async () => reminders(email) === 2);
    await go(journey, 21 * day);
    expect(await standing(journey)).toBe('expired');
    expect((await at.store.cases.byId(caseId))?.step).toBe('expired');
  }, 90_000);

  test('brings a registration its reminder and its end, and its code to run out', async () => {
    const email = `slowly${randomId().toLowerCase()}@example.org`;
    const driver = registrationDriver(at);
    const registrationId = await driver.begin(email, 'register', { fixedCodes: false });
    const journey = await journeyOf('partner', { registrationId });
    await go(journey, 11 * minute);
    await driver.postCode(registrationId);
    expect((await driver.stateOf(registrationId)).errors).toEqual({ code: 'code_expired' });
    await driver.post(registrationId, {}, 'resend');
    await driver.postCode(registrationId);
    const before = reminders(email);
    await go(journey, 25 * hour);
    await eventually(async () => reminders(email) === before + 1);
    await go(journey, 28 * day);
    expect(await at.store.registrations.state(registrationId)).toBeUndefined();
  }, 90_000);

  test('ends what nobody ever opened, and does not move a case that is another partner’s too', async () => {
    const untouched = await journeyOf('partner', {});
    await go(untouched, 27 * day);
    expect(await standing(untouched)).toBe('created');
    await go(untouched, day);
    expect(await standing(untouched)).toBe('expired');

    const { caseId, accountId } = await verificationDriver(at).toDocument();
    const [one, other] = [
      await journeyOf('one', { caseId, accountId }),
      await journeyOf('other', { caseId, accountId }),
    ];
    expect([await go(one, 30 * day), await go(other, 30 * day)]).toEqual(['shared', 'shared']);
    expect([await standing(one), await standing(other)]).toEqual(['requires_input', 'requires_input']);
  }, 90_000);

  test('brings the next attempt of a webhook that fails', async () => {
    const now = new Date();
    const journey = await journeyOf('partner', {});
    const webhook = randomId();
    await at.store.webhooks.create(
      { _id: webhook, partnerId: 'partner', url: 'http://localhost:1/', events: ['*'] },
      now,
    );
    const event = { _id: `${journey}_1`, partnerId: 'partner', type: 'verification.created' as const, createdAt: now };
    await at.store.webhookEvents.put([event]);
    await at.store.webhookDeliveries.put([event], webhook);
    const delivery = `${journey}_1_${webhook}`;
    await at.client.workflow.start(webhookDeliveryWorkflow, {
      taskQueue: taskQueues.journeys,
      workflowId: webhookDeliveryWorkflowId({ deliveryId: delivery }),
      args: [{ deliveryId: delivery }],
    });
    const tries = async (count: number) =>
      eventually(async () => (await at.store.webhookDeliveries.byId(delivery))?.tries === count);
    await tries(1);
    await go(journey, hour);
    await tries(2);
    await go(journey, day);
    await tries(3);
  }, 90_000);

  test('lets the attempts of a day be forgotten', async () => {
    const { id } = await at.account();
    const journey = await journeyOf('partner', { accountId: id });
    const count = (attempt: string) => at.store.accounts.countAttempt(id, attempt, 'trace', new Date(), day);
    expect([await count('a'), await count('b')]).toEqual([1, 2]);
    await go(journey, 23 * hour);
    expect(await count('c')).toBe(3);
    await go(journey, 2 * hour);
    expect(await count('d')).toBe(1);
  });
});
