import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Records } from '../../../dev/pds/records.js';
import type { Identity } from '../../../domain/person/identity.js';
import type { PdsContacts } from '../../../store/accounts/contact-updates.js';
import { formOf, startUiApp, submit, type UiApp } from '../../../test/support/apps/ui-app.js';
import type { RelyingParty } from '../../../test/support/partners/relying-party.js';
import type { CookieBrowser } from '../../../test/support/people/cookie-browser.js';
import { signInByCode } from '../../../test/support/people/sign-in-by-code.js';
import {
  linkageRequest,
  linkageVisitor,
  linkedPartner,
  startGpSystem,
} from '../../../test/support/workflows/linkage-place.js';
import { eventually } from '../../../test/support/workflows/workflow-environment.js';

let at: UiApp;
let gp: Awaited<ReturnType<typeof startGpSystem>>;
let party: RelyingParty;
let partnerId: string;
let { account, signIn, agree, follow, settled, userinfo } = {} as ReturnType<typeof linkageVisitor>;
const records = new Records();
const [first, second, third, fourth, fifth] = ['9990123071', '9990123144', '9990123217', '9990123284', '9990123357'];

beforeAll(async () => {
  at = await startUiApp();
  gp = await startGpSystem(records);
  at.script.gpSystem = gp.system;
  // PDS of now: the records that the surgeries work with.
  at.script.pds.trace = async ({ nhsNumber = '' }) => {
    const gpOdsCode = records.current(nhsNumber)?.generalPractitioner?.[0]?.identifier.value;
    return { kind: 'match', version: '1', identity: { ...identityOf(nhsNumber), ...(gpOdsCode ? { gpOdsCode } : {}) } };
  };
  const { partner, party: made } = await linkedPartner(at);
  [party, partnerId] = [made, partner._id];
  ({ account, signIn, agree, follow, settled, userinfo } = linkageVisitor(at, party));
}, 60_000);
afterAll(async () => {
  gp?.close();
  await at?.close();
});

function identityOf(nhsNumber: string): Identity & { nhsNumber: string } {
  const { name, birthDate } = records.searchable().find(({ id }) => id === nhsNumber) as NonNullable<
    ReturnType<Records['current']>
  >;
  const { family: familyName = '', given: givenNames = [] } = name[0] ?? {};
  return { nhsNumber, familyName, givenNames, birthDate, formerNames: [], gpOdsCode: 'Z99999' };
}

type Who = { id: string; email: string };

/** Signs in, or goes on in the session, and agrees. */
async function comeTo(browser: CookieBrowser, who: Who, more: Record<string, string> = {}) {
  const { address, checks } = party.request({ ...linkageRequest, ...more });
  const signedIn = browser.cookieNames().length > 0;
  const page = signedIn ? await follow(browser, address.href) : await signIn(browser, who, address.href);
  return agreed(browser, page, checks);
}

/** The same, by both factors: who may change their account. */
async function comeFully(browser: CookieBrowser, { email }: Who) {
  const { address, checks } = party.request(linkageRequest);
  const page = await signInByCode(at, browser, (await browser.open(address.href)).at, email);
  return agreed(browser, page, checks);
}

type Checks = ReturnType<RelyingParty['request']>['checks'];

async function agreed(browser: CookieBrowser, page: { at: URL; left?: URL }, checks: Checks) {
  const asked = page.at.pathname.endsWith('/consent');
  const { left, at: reached } = asked ? await agree(browser, page.at.pathname) : page;
  return { checks, left, page: reached.pathname };
}

const rows = () => at.store.tools.db.collection('linkages').find({ partnerId }).toArray();

describe('Linkage keys', () => {
  test('go to the partner once for each agreement, are sealed until then, and every release is told to the person', async () => {
    const who = await account(identityOf(first));
    const browser = at.browser();
    const { checks, page } = await comeTo(browser, who);
    expect(page).toMatch(/^\/interaction\/[\w-]+\/linkage$/);
    const { left } = await settled(browser, page);
    const { token, claims } = await userinfo(left as URL, checks, who.id);
    expect(claims).toMatchObject({ gp_ods_code: 'B86001', gp_user_id: expect.stringMatching(/^\d{7}$/) });
    const key = claims.gp_linkage_key ?? '';
    expect(key).toMatch(/^\w{12}$/);
    expect(JSON.stringify(await rows())).not.toContain(key);
    // Whoever lost the answer asks again with the same token; another sign-in has none, and asks nothing of the person.
    expect(await party.userinfo(token, who.id)).toMatchObject({ gp_linkage_key: key });
    const again = await comeTo(browser, who);
    const later = await userinfo(again.left as URL, again.checks, who.id);
    expect(later.claims).not.toHaveProperty('gp_linkage_key');
    expect(later.claims).not.toHaveProperty('gp_linkage_problem');

    const [entry, ...more] = (await at.store.audit.ofAccount(who.id, 50)).filter(
      ({ action }) => action === 'linkage.released',
    );
    expect([entry?.details, more]).toEqual([{ partnerId }, []]);
    const activity = await (await browser.request('/account/activity')).text();
    expect(activity).toContain('The key to your GP surgery was given to a service');
    const services = (await (await browser.request('/account/services')).text()).replaceAll(/<[^>]*>/g, '');
    for (const claim of ['the key that connects you', 'which GP surgery']) {
      expect(services).toMatch(new RegExp(`${claim}[^:]*: on \\d`));
    }
    await at.env.sleep('20 minutes');
    expect(await rows()).toEqual([expect.not.objectContaining({ keys: expect.anything() })]);
  });

  test('are had by one of twenty tokens at once, and pages open them once', async () => {
    const [now, whose] = [new Date(), 'somebody'];
    const { linkages } = at.store;
    const opened = await Promise.all(Array.from({ length: 20 }, () => linkages.open(whose, partnerId, now, now)));
    expect(new Set(opened.map((state) => state.id)).size).toBe(1);
    const { id, nonce } = opened[0] as (typeof opened)[number];
    await linkages.keep(id, { odsCode: 'A12345', userId: '1', key: 'k' }, new Date(now.getTime() + 60_000));
    const ready = { accountId: whose, partnerId, version: 1, epoch: 0, step: 'ready' as const, nonce, updatedAt: 0 };
    await linkages.project({ id, ...ready });
    const release = (token: string) => linkages.release(whose, partnerId, token, now);
    const had = await Promise.all(Array.from({ length: 20 }, (_, index) => release(`token-${index}`)));
    expect(had.filter(Boolean)).toHaveLength(1);
    const first = `token-${had.findIndex(Boolean)}`;
    expect([await release(first), await release('another')]).toEqual([expect.anything(), undefined]);
    await linkages.eraseAccount(whose);
  });

  test('that come again and again are a loop: withheld, and the partner is told', async () => {
    const who = await account(identityOf(second));
    const browser = at.browser();
    for (let times = 0; times < 3; times++) {
      const { checks, page } = await comeTo(browser, who, { prompt: 'consent' });
      const { left } = await settled(browser, page);
      expect((await userinfo(left as URL, checks, who.id)).claims).toHaveProperty('gp_linkage_key');
    }
    const { checks, page } = await comeTo(browser, who, { prompt: 'consent' });
    expect((await settled(browser, page)).html).toContain('linkage_loop');
    const answer = await submit(browser, page, { action: 'without' });
    const { left } = await browser.open(answer.headers.get('location') ?? '');
    const { claims } = await userinfo(left as URL, checks, who.id);
    expect(claims).toMatchObject({ gp_linkage_problem: 'linkage_loop', gp_ods_code: 'Z99999' });
    expect(claims).not.toHaveProperty('gp_linkage_key');
    const told = await at.store.tools.db.collection('webhook_events').find({ type: 'account.linkage_loop' }).toArray();
    expect(told).toMatchObject([{ partnerId, account: { sub: who.id, rejected_by: 'partner' } }]);
  });

  test('rejected by the system that gives them are a loop too', async () => {
    const who = await account(identityOf(third));
    const browser = at.browser();
    await gp.printed(third);
    await gp.desk(third, 'use');
    const { page } = await comeTo(browser, who);
    for (const problem of ['linkage_key_used', 'linkage_key_used', 'linkage_loop']) {
      expect((await settled(browser, page)).html).toContain(`<code>${problem}</code>`);
      await submit(browser, page, { action: 'again' });
    }
    const told = await at.store.tools.db.collection('webhook_events').find({ 'account.sub': who.id }).toArray();
    expect(told).toMatchObject([{ account: { rejected_by: 'gp_system' } }]);
  });
});

describe('Where there is no key, the page says why and leads out:', () => {
  test('an email address that the surgery does not take goes to the NHS record, and the key is got by itself', async () => {
    const who = await account(identityOf(fourth));
    const browser = at.browser();
    let held: PdsContacts = { email: 'old@example.org' };
    at.script.pdsContacts = {
      read: async () => ({ held, version: '1' }),
      write: async (_user, contacts) => {
        held = { ...held, ...contacts };
        const record = records.current(fourth) as NonNullable<ReturnType<Records['current']>>;
        records.replace({ ...record, telecom: [{ system: 'email', value: contacts.email ?? '' }] });
        return 'written';
      },
    };
    await gp.desk(fourth, 'EMAIL_NOT_VALID');
    const { page, checks } = await comeFully(browser, who);
    expect((await settled(browser, page)).html).toContain('linkage_email_not_valid');
    const record = (await submit(browser, page, { action: 'contact' })).headers.get('location') ?? '';
    expect((await settled(browser, record)).html).toContain('They differ');
    await submit(browser, record, { action: 'email' });
    expect((await settled(browser, record)).html).toContain(`href="${page}"`);
    const { left } = await settled(browser, page);
    expect((await userinfo(left as URL, checks, who.id)).claims).toHaveProperty('gp_linkage_key');
  });

  test('or the address that they sign in with is changed, and the key is got by itself, too', async () => {
    const who = await account(identityOf(fifth));
    const browser = at.browser();
    const record = records.current(fifth) as NonNullable<ReturnType<Records['current']>>;
    const to = `new-${who.email}`;
    records.replace({ ...record, telecom: [{ system: 'email', value: to }] });
    await gp.desk(fifth, 'EMAIL_NOT_VALID');
    const { page, checks } = await comeFully(browser, who);
    expect((await settled(browser, page)).html).toContain('linkage_email_not_valid');
    const change = (await submit(browser, page, { action: 'change-email' })).headers.get('location') ?? '';
    expect(change).toBe('/account/change-email');
    const confirm = (await submit(browser, change, { email: to })).headers.get('location') ?? '';
    await eventually(async () => at.code(to));
    await submit(browser, confirm, { code: at.code(to) });
    expect(await (await browser.request(confirm)).text()).toContain(`href="${page}"`);
    const { left } = await settled(browser, page);
    expect((await userinfo(left as URL, checks, who.id)).claims).toHaveProperty('gp_linkage_key');
  });

  test('a key from paper is looked at, wrong ones five times at most', async () => {
    const nhsNumber = first;
    const who = await account(identityOf(nhsNumber));
    const browser = at.browser();
    await gp.desk(nhsNumber, 'NO_ONLINE_ACCESS');
    const { page, checks } = await comeTo(browser, who);
    expect((await settled(browser, page)).html).toContain('linkage_cannot_connect');
    expect((await browser.request(`${page}-wait`)).status).toBe(303);
    await gp.desk(nhsNumber, '');
    const paper = `${page}-key`;
    const empty = await (await submit(browser, paper, { odsCode: '', userId: '', key: 'a b' })).text();
    for (const said of ['Enter the ODS code', 'Enter the account ID', 'without spaces']) expect(empty).toContain(said);
    const right = await gp.printed(nhsNumber);
    for (const [typed, problem] of [
      [{ ...right, key: 'guess' }, 'linkage_key_wrong'],
      [{ ...right, odsCode: 'A99999' }, 'linkage_moved_practice'],
    ] as const) {
      await submit(browser, paper, typed);
      expect((await settled(browser, page)).html).toContain(problem);
    }
    const { nonce = '' } = await formOf(await browser.request(paper));
    await submit(browser, paper, { ...right, odsCode: ` ${right.odsCode.toLowerCase()}` });
    const { left } = await settled(browser, page);
    const { claims } = await userinfo(left as URL, checks, who.id);
    expect(claims).toMatchObject({ gp_linkage_key: right.key, gp_user_id: right.userId, gp_ods_code: right.odsCode });
    expect(await at.store.forms.get(nonce)).toBeUndefined();

    const guesser = await account({ ...identityOf(first), nhsNumber: first });
    const other = at.browser();
    await gp.desk(first, 'NO_ONLINE_ACCESS');
    const { page: theirs } = await comeTo(other, guesser);
    await settled(other, theirs);
    for (let tries = 0; tries < 5; tries++) {
      await submit(other, `${theirs}-key`, { odsCode: 'B86001', userId: '1234567', key: `guess-${tries}` });
      await settled(other, theirs);
    }
    expect((await other.request(`${theirs}-key`)).status).toBe(303);
    await gp.desk(first, '');
  });

  test('a system that is down is asked again, and the next sign-in tries by itself', async () => {
    const who = await account(identityOf(first));
    const browser = at.browser();
    at.script.gpSystem = gp.wrong;
    const { page, checks } = await comeTo(browser, who);
    expect((await settled(browser, page)).html).toContain('linkage_unavailable');
    const answer = await submit(browser, page, { action: 'without' });
    const { left } = await browser.open(answer.headers.get('location') ?? '');
    const { claims } = await userinfo(left as URL, checks, who.id);
    expect(claims.gp_linkage_problem).toBe('linkage_unavailable');
    at.script.gpSystem = gp.system;
    gp.faults.add({ target: 'gp', drop: true, count: 1 });
    const next = await comeTo(browser, who);
    const found = await settled(browser, next.page);
    expect((await userinfo(found.left as URL, next.checks, who.id)).claims).toHaveProperty('gp_linkage_key');
  });
});

test('Keys are for those who asked for P9 and for the scope, and for nobody who withdrew', async () => {
  const who = await account(identityOf(first));
  const browser = at.browser();
  expect(party.config.serverMetadata().scopes_supported).toContain('gp_integration_credentials');
  const low = await comeTo(browser, who, { vtr: '["P0.Cp.Cd"]' });
  expect((await userinfo(low.left as URL, low.checks, who.id)).claims).not.toHaveProperty('gp_ods_code');
  const { page, checks } = await comeTo(browser, who);
  const { left } = await settled(browser, page);
  await submit(browser, `/account/services/${partnerId}/stop`, {});
  await expect(userinfo(left as URL, checks, who.id)).rejects.toThrow();
  expect(
    JSON.stringify(await at.store.tools.db.collection('linkages').find({ accountId: who.id }).toArray()),
  ).not.toContain('"keys"');
});

test('Who withdraws their agreement while keys are being got is led on to be asked for it anew, and the step counts in the figures', async () => {
  const who = await account(identityOf(second));
  const browser = at.browser();
  const { page } = await comeTo(browser, who);
  expect((await browser.request(page)).headers.get('location')).toBe(`${page}-wait`);
  await submit(browser, `/account/services/${partnerId}/stop`, {});
  expect((await browser.open(page)).at.pathname).toMatch(/\/consent$/);
  await at.store.journeyNotes.flush();
  const entered = { kind: 'entered', partner: partnerId };
  const steps = await at.store.tools.db.collection('journey_events').distinct('step', entered);
  expect(steps).toEqual(expect.arrayContaining(['consent', 'linkage']));
});
