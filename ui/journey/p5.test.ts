import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rollUp } from '../../activities/insight/roll-up.js';
import { startUiApp, submit, type UiApp } from '../../test/support/apps/ui-app.js';
import { partnerKey, RelyingParty } from '../../test/support/partners/relying-party.js';
import type { CookieBrowser } from '../../test/support/people/cookie-browser.js';
import { signInByDevice } from '../../test/support/people/sign-in-by-device.js';
import { withinBudget } from '../../test/support/store/within-budget.js';
import { pdsForTests } from '../../test/support/workflows/pds-for-tests.js';
import { toldOfLevel } from '../../test/support/workflows/told-of-level.js';
import { verificationDriver } from '../../test/support/workflows/verification-driver.js';
import { eventually } from '../../test/support/workflows/workflow-environment.js';

let at: UiApp;
let pds: Awaited<ReturnType<typeof pdsForTests>>;
let surgery: RelyingParty;
let pharmacy: RelyingParty;

beforeAll(async () => {
  [at, pds] = await Promise.all([startUiApp(), pdsForTests()]);
  at.script.pds = pds.client(pds.outside.url);
  const { privateKey, jwk } = await partnerKey();
  const party = async (id: string) => {
    const partner = { ...at.partner, _id: id, name: id, jwks: { keys: [jwk] } };
    await at.store.partners.put(partner);
    return RelyingParty.discover(at.url, partner, privateKey);
  };
  [surgery, pharmacy] = [await party('surgery'), await party('pharmacy')];
}, 60_000);
afterAll(async () => {
  await pds?.close();
  await at?.close();
});

/** Somebody signed in at a partner's request for P5. */
async function begun() {
  const browser = at.browser();
  const { id, email } = await at.account();
  const { address, checks } = surgery.request({ vtr: '["P5.Cp.Cd"]', scope: 'openid profile' });
  const { at: page } = await signInByDevice(at, browser, (await browser.open(address.href)).at, email);
  return { id, browser, checks, base: page.pathname.replace(/\/\w+$/, '') };
}

type Begun = Awaited<ReturnType<typeof begun>>;

const pageOf = async ({ browser, base }: Pick<Begun, 'browser' | 'base'>): Promise<string> =>
  (await browser.open(base)).at.pathname.split('/').at(-1) ?? '';

/** Posts a page's form. @returns the page that it leads to */
async function post({ browser, base }: Begun, page: string, fields: Record<string, string> = {}): Promise<string> {
  const answer = await submit(browser, `${base}/${page}`, fields);
  expect([page, answer.status]).toEqual([page, 303]);
  return (answer.headers.get('location') ?? '').replace(`${base}/`, '');
}

/** Confirms the details, and waits for what PDS says. */
async function traced(person: Begun): Promise<string> {
  await post(person, 'check');
  return eventually(async () => {
    const page = await pageOf(person);
    return page !== 'checking' && page;
  });
}

const born = (day: string, month: string, year: string) => ({ day, month, year });
const amelia = { givenNames: 'Amelia', familyName: 'Thornton' };
const textOf = async ({ browser, base }: Begun, page: string) => (await browser.request(`${base}/${page}`)).text();

/** Agrees to what is shared, where that is asked. @returns the claims that the partner then gets */
async function claimsAt(party: RelyingParty, browser: CookieBrowser, from: string, checks: Begun['checks']) {
  const reached = await browser.open(from);
  const consented = reached.left ? undefined : await submit(browser, reached.at.pathname, { action: 'agree' });
  const left = consented ? (await browser.open(consented.headers.get('location') ?? '')).left : reached.left;
  return party.exchange(left as URL, checks);
}

describe('P5', () => {
  test('with the date of birth mistyped: that it is the date is said, nothing else is asked again; later P9 elsewhere asks for no details', async () => {
    const person = await begun();
    await withinBudget('P5: details typed', async () => {
      await post(person, 'details', { ...amelia, ...born('4', '4', '1988') });
      await post(person, 'postcode', { postcode: 'LS1 4AP' });
    });
    expect(await traced(person)).toBe('no-match');
    const page = await textOf(person, 'no-match');
    expect(page).toContain('with another date of birth');
    // Its ids and tokens aside, the page has no number of the record.
    const words = (/<main[\s\S]*<\/main>/.exec(page)?.[0] ?? '').replace(/<[^>]*>/g, ' ');
    expect(words).not.toMatch(/\d/);
    expect((await at.store.cases.liveOf(person.id))?.reasons).toEqual(['details_no_match']);
    const change = await post(person, 'no-match', { action: 'birth-date' });
    expect(change).toBe('details?change=1');
    expect(await textOf(person, change)).toContain('value="Thornton"');
    expect(await post(person, change, { ...amelia, ...born('17', 'April', '1988') })).toBe('check');
    await withinBudget('P5: details confirmed, traced, and the level reached', async () => {
      await post(person, 'check');
      await toldOfLevel(at, person.id);
    });
    expect(await pageOf(person)).toBe('return');
    const claims = await withinBudget('P5: back at the partner, with claims', () =>
      claimsAt(surgery, person.browser, `${person.base}/leave`, person.checks),
    );
    expect(claims).toMatchObject({ vot: 'P5.Cp.Cd', identity_proofing_level: 'P5', nhs_number: '9990123071' });
    expect(claims).toMatchObject({ claimed: expect.arrayContaining(['nhs_number', 'family_name', 'birthdate']) });
    expect(claims).not.toHaveProperty('verified_claims');

    const more = pharmacy.request({ vtr: '["P9.Cp.Cd"]', scope: 'openid profile' });
    const whom = (await person.browser.open(more.address.href)).at.pathname;
    const answer = await submit(person.browser, whom, { action: 'continue' });
    const { at: page9 } = await person.browser.open(answer.headers.get('location') ?? '');
    expect(page9.pathname).toMatch(/^\/journey\/[^/]+\/document$/);
    const cases = verificationDriver(at);
    const { id: caseId } = (await at.store.cases.liveOf(person.id)) ?? { id: '' };
    await cases.post(caseId, { evidenceIds: ['e'], captured: 'camera' });
    await cases.reaches(caseId, 'face-consent');
    await cases.post(caseId, { agreed: true });
    await cases.post(caseId, { evidenceIds: ['f'], captured: 'camera', issuedAt: 0 });
    await cases.reaches(caseId, 'verified');
    const leave = page9.pathname.replace(/document$/, 'leave');
    const claims9 = await claimsAt(pharmacy, person.browser, leave, more.checks);
    expect(claims9).toMatchObject({ vot: 'P9.Cp.Cd', nhs_number: '9990123071', family_name: 'Thornton' });
    expect(claims9).not.toHaveProperty('claimed');

    // What figures are made of it, and who made them cannot be told from it.
    await at.store.journeyNotes.flush();
    expect(await rollUp(at.store, () => new Date())).toBeGreaterThan(0);
    const events = await at.store.tools.db.collection('journey_events').find({}).toArray();
    const figure = (partner: string, kind: string, step?: string) =>
      events.filter((event) => event.partner === partner && event.kind === kind && (!step || event.step === step))
        .length;
    for (const kind of ['landed', 'started', 'returned', 'succeeded', 'user', 'partner-user'])
      expect([kind, figure('surgery', kind)]).toEqual([kind, 1]);
    expect(figure('surgery', 'reason', 'details-no-match')).toBe(1);
    for (const step of ['email', 'details'])
      expect([figure('surgery', 'entered', step), figure('surgery', 'left', step)]).toEqual([1, 1]);
    expect(events.filter(({ kind, level }) => kind === 'reached' && level === 'P5')).toHaveLength(1);
    for (const kind of ['landed', 'succeeded', 'returned', 'by-machine'])
      expect([kind, figure('pharmacy', kind)]).toEqual([kind, 1]);
    expect([figure('pharmacy', 'user'), figure('pharmacy', 'partner-user')]).toEqual([0, 1]);
    const journeyId = page9.pathname.split('/')[2] ?? '';
    for (const secret of [person.id, caseId, journeyId, 'Thornton'])
      expect(JSON.stringify(events)).not.toContain(secret);
  }, 60_000);

  test('where several records agree: one more question finds the person', async () => {
    const person = await begun();
    await post(person, 'details', { givenNames: 'aisha', familyName: 'BEGUM', ...born('1', '12', '1986') });
    await post(person, 'postcode', { postcode: 'bd1 1aa' });
    expect(await traced(person)).toBe('many-matches');
    expect(await post(person, 'many-matches', { action: 'contact' })).toBe('surgery-contact?change=1');
    const wrong = await submit(person.browser, `${person.base}/surgery-contact`, { contact: 'my phone' });
    expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('Enter a phone number, like')]);
    expect(await post(person, 'surgery-contact', { contact: 'Aisha.B@example.org' })).toBe('check');
    expect(await textOf(person, 'check')).toContain('aisha.b@example.org');
    expect(await traced(person)).toBe('return');
    const account = await at.store.accounts.byId(person.id);
    expect(at.store.accounts.identity(account as NonNullable<typeof account>)?.nhsNumber).toBe('9990124957');
  }, 60_000);

  test('with an NHS number that is somebody else’s: it can be left out, and none of the rest is typed again', async () => {
    const person = await begun();
    await post(person, 'details', { givenNames: 'Jose', familyName: 'Alvarez-Nunez', ...born('23', '1', '1971') });
    await post(person, 'postcode', { postcode: 'SE1 7PB', nhsNumber: '999 012 3144' });
    expect(await traced(person)).toBe('details-differ');
    expect(await textOf(person, 'details-differ')).toContain('is not yours, but your other details match');
    expect(await post(person, 'details-differ', { action: 'without-number' })).toBe('check');
    expect(await traced(person)).toBe('return');
  }, 60_000);
});
