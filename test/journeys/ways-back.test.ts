import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { samplePerson } from '../../dev/specimens/people.js';
import { type Step, steps } from '../../domain/steps.js';
import { newDevice, startBrowser } from '../support/browser.js';
import { decideNext, signedInChecker } from '../support/checker.js';
import { crawl, journeyOf, leaveAndReturn, offered, pressed, seen, toldOf, wireOf } from '../support/leaving.js';
import { partnerApi, relyingParty } from '../support/partner-api.js';
import { ownPatient } from '../support/patients.js';
import { knownToPds, newContacts, withPassport } from '../support/people.js';
import type { Person } from '../support/person.js';
import { type Product, startProduct } from '../support/product.js';
import { visitTo } from '../support/visit.js';
import { Visitor } from '../support/visitor.js';
import { eventually } from '../support/workflow-environment.js';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ env: { TRUST_PROXY: 'loopback' } });
}, 180_000);
afterAll(() => product?.stop(), 60_000);

const begin = async (level: string, visitor = new Visitor(product)): Promise<Visitor> => {
  await visitor.open(`${product.devUrl}/login?level=${level}`);
  return visitor;
};
const known = (person: Person): Person => ({ ...person, known: true });

describe('At each step of the way to P9', () => {
  test('cancelling tells the partner so, and the partner’s button leads back to the same step', async () => {
    const person = { ...(await withPassport(ownPatient(product), 0)), refusesFaceData: true };
    const visitor = await begin('P9');
    await crawl('in-review', visitor, person, 'cancel', 'P9');
    expect(offered(visitor)).toEqual(['return', 'cancel']);
    await leaveAndReturn(visitor, person, 'return', toldOf.return, 'P9');
    await leaveAndReturn(visitor, person, 'cancel', toldOf.cancel, 'P9');
  }, 120_000);

  test('so does continuing later', async () => {
    const passport = await withPassport(ownPatient(product), 0);
    const person = { ...passport, facePhoto: (await samplePerson(0)).photo };
    const visitor = await begin('P9');
    await crawl('face-scan', visitor, person, 'continue-later', 'P9');
    await visitor.open(journeyOf(visitor));
    await leaveAndReturn(visitor, person, 'cancel', toldOf.cancel, 'P9');
    await crawl('in-review', visitor, person, 'continue-later', 'P9');
    const left = [...seen].filter((one) => one.endsWith('continue-later')).map((one) => one.split(' ')[0]);
    expect(left).toEqual(expect.arrayContaining(['terms', 'check', 'document-photo', 'face-consent', 'face-scan']));
  }, 120_000);

  test('leaving while something is checked loses nothing', async () => {
    const person = ownPatient(product);
    const visitor = await begin('P5');
    await visitTo('check', visitor, person);
    product.devServer.faults.add({ target: 'pds', delayMs: 3_000, count: 1 });
    await visitor.send({});
    expect(visitor.page.name).toBe('checking');
    await visitor.leave('cancel');
    expect(wireOf(visitor)).toBe(toldOf.cancel);
    await begin('P5', visitor);
    expect(visitor.page.name).toBe('checking');
    await visitor.leave('leave');
    expect(wireOf(visitor)).toBe(toldOf['continue-later']);
    seen.add('checking cancel').add('checking continue-later');
    await begin('P5', visitor);
    expect(await visitTo('partner', visitor, person)).not.toContain('details');
  }, 60_000);
});

describe('On the pages of signing in', () => {
  test('people with an account, with a forgotten password and with half a registration can cancel', async () => {
    const person = ownPatient(product);
    const half = await begin('P0');
    await visitTo('mobile-code', half, person);
    const resumed = await begin('P0');
    await visitTo('mobile', resumed, person);
    expect(resumed.page.html).toContain(person.mobile.slice(-9));
    const again = await begin('P0');
    await crawl('partner', again, person, 'cancel', 'P5');

    const other = ownPatient(product);
    await visitTo('age', await begin('P0'), other);
    const later = await begin('P0');
    await visitTo('resume-password', later, other);
    await leaveAndReturn(later, other, 'continue-later', toldOf['continue-later'], 'P0');
    await visitTo('consent', later, other);
    await leaveAndReturn(later, other, 'continue-later', toldOf['continue-later'], 'P0');

    const device = await begin('P5');
    await visitTo('password', device, known(person));
    await device.send({ password: person.password });
    await leaveAndReturn(device, known(person), 'cancel', toldOf.cancel, 'P5');

    for (const page of ['already-registered', 'new-password']) {
      const forgetful = await begin('P5');
      await visitTo('already-registered', forgetful, person);
      if (page === 'new-password') await forgetful.send({ action: 'reset' });
      expect(forgetful.page.name).toBe(page);
      await forgetful.leave('cancel');
      expect(wireOf(forgetful)).toBe(toldOf.cancel);
      seen.add(`${page} cancel`);
    }
  }, 90_000);

  test('who is too young is led back', async () => {
    const visitor = await begin('P9');
    await visitTo('age', visitor, ownPatient(product));
    await visitor.send({ over13: 'no' });
    expect([visitor.page.name, offered(visitor)]).toEqual(['too-young', ['return']]);
    await visitor.leave('return');
    expect(wireOf(visitor)).toMatch(/^access_denied: verification_(pending|failed)$/);
    seen.add('too-young return');
  }, 30_000);
});

describe('Where the details do not do', () => {
  const numberOf = (familyName: string) => {
    const numbers: Record<string, string> = { Raman: '9990123845', Pemberton: '9990124051' };
    return numbers[familyName] ?? '';
  };

  test.each([
    ['many-matches', knownToPds('Rahman')],
    ['no-match', { ...knownToPds('Rahman'), familyName: 'Nobody' }],
    ['restricted', { ...knownToPds('Raman'), nhsNumber: numberOf('Raman') }],
    ['invalidated', { ...knownToPds('Pemberton'), nhsNumber: numberOf('Pemberton') }],
  ])(
    '%s: both ways back, and the same page afterwards',
    async (page, person) => {
      const visitor = await begin('P5');
      await visitTo(page, visitor, person);
      await leaveAndReturn(visitor, person, 'cancel', toldOf.cancel, 'P5');
      await leaveAndReturn(visitor, person, 'continue-later', toldOf['continue-later'], 'P5');
    },
    30_000,
  );

  test.each([
    ['deceased', knownToPds('Marlow')],
    ['too-young', { ...knownToPds('Thornton'), birthDate: `${new Date().getFullYear() - 10}-01-31` }],
  ])(
    '%s: the partner is told that it failed',
    async (page, person) => {
      const visitor = await begin('P5');
      await visitTo(page, visitor, person);
      expect(offered(visitor)).toEqual(['return']);
      await visitor.leave('return');
      expect(wireOf(visitor)).toBe('access_denied: verification_failed');
      seen.add(`${page} return`);
    },
    30_000,
  );
});

describe('Where details or pictures do not do however often they are tried', () => {
  test('the choice how to go on has both ways back, for a document and for a face', async () => {
    const useless = await sharp({ create: { width: 80, height: 60, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer();
    const person = { ...ownPatient(product), passport: useless, facePhoto: useless };
    const visitor = await begin('P9');
    for (const page of ['document-attempts', 'face-attempts']) {
      await visitTo(page, visitor, person);
      await leaveAndReturn(visitor, person, 'cancel', toldOf.cancel, 'P9');
      await leaveAndReturn(visitor, person, 'continue-later', toldOf['continue-later'], 'P9');
      await visitor.send({ action: 'other' });
      expect([visitor.page.name, offered(visitor)]).toEqual(['other-ways', ['continue-later', 'cancel']]);
      await visitor.leave('leave');
      expect(wireOf(visitor)).toBe(toldOf['continue-later']);
      await begin('P9', visitor);
    }
    await visitTo('in-review', visitor, person);
    const checker = await signedInChecker(product);
    await eventually(async () => {
      await decideNext(checker, 'decline', { reasons: 'review_document_unclear' });
      await visitor.open(`${journeyOf(visitor)}/in-review`);
      return visitor.page.name === 'declined';
    });
    expect(offered(visitor)).toEqual(['return']);
    await visitor.leave('return');
    expect(wireOf(visitor)).toBe('access_denied: verification_failed');
    seen.add('declined return');
  }, 90_000);

  test('the limit of searches, and a record that another account has, have both ways back', async () => {
    const person = ownPatient(product);
    const wrong = { ...person, familyName: 'Nobody' };
    const visitor = await begin('P5');
    for (let tries = 0; tries < 3; tries++) {
      await visitTo('no-match', visitor, wrong);
      await visitor.send({ action: 'details' });
    }
    await visitTo('limit-reached', visitor, wrong);
    await visitTo('partner', await begin('P5'), { ...person, ...newContacts() });
    const second = { ...person, ...newContacts() };
    const other = await begin('P5');
    await visitTo('duplicate', other, second);
    for (const [at, who] of [
      [visitor, wrong],
      [other, second],
    ] as const) {
      await leaveAndReturn(at, who, 'cancel', toldOf.cancel, 'P5');
      await leaveAndReturn(at, who, 'continue-later', toldOf['continue-later'], 'P5');
    }
  }, 60_000);

  test('a cancelled journey, and one whose session is over, lead back by their own address', async () => {
    const visitor = await begin('P5');
    await visitTo('name', visitor, ownPatient(product));
    const journey = journeyOf(visitor);
    await visitor.leave('cancel');
    await visitor.open(journey);
    const stranger = new Visitor(product);
    await stranger.open(`${journey}/sign-in`);
    for (const [device, page] of [
      [visitor, 'cancelled'],
      [stranger, 'sign-in'],
    ] as const) {
      expect([device.page.name, offered(device)]).toEqual([page, ['return']]);
      await device.leave('return');
      expect(device.page.url.href).toBe(`${product.devUrl}/`);
      seen.add(`${page} return`);
    }
  }, 30_000);
});

describe('Continuing later', () => {
  test('gives a code at the level reached, where the request takes it', async () => {
    const person = { ...(await withPassport(ownPatient(product), 0)), refusesFaceData: true };
    const party = await relyingParty(product);
    const visitor = new Visitor(product);
    const ask = async (vtr: string) => {
      const { address, checks } = party.request({ vtr, scope: 'openid profile' });
      await visitor.open(address.href);
      return checks;
    };
    const left = async (exit: 'leave' | 'return', checks: Awaited<ReturnType<typeof ask>>) => {
      visitor.sentTo.length = 0;
      await visitor.leave(exit);
      await visitTo('partner', visitor, person);
      const code = visitor.sentTo.find((url) => url.searchParams.has('code'));
      return code ? (await party.exchange(code, checks)).vot : visitor.sentTo.map(String);
    };

    const first = await ask('["P9.Cp.Cd","P0.Cp.Cd"]');
    await visitTo('name', visitor, person);
    expect(await left('leave', first)).toBe('P0.Cp.Cd');

    const second = await ask('["P9.Cp.Cd","P5.Cp.Cd"]');
    await visitTo('face-consent', visitor, person);
    expect(await left('leave', second)).toBe('P5.Cp.Cd');

    const third = await ask('["P9.Cp.Cd","P5.Cp.Cd"]');
    await visitTo('in-review', visitor, person);
    expect(await left('return', third)).toBe('P5.Cp.Cd');
  }, 90_000);
});

describe('The address in a message', () => {
  test('leads its owner, signed in on another device, to the same step, and from there to the partner', async () => {
    const person = ownPatient(product);
    const first = await begin('P5');
    await visitTo('postcode', first, person);
    const journey = journeyOf(first);

    // The partner knows this device: it asked for P5 before.
    const phone = await begin('P5');
    await phone.open(journey);
    const walked = await visitTo('postcode', phone, known(person));
    expect(walked).toEqual(['email', 'password', 'sms-code']);
    await phone.open(`${journey}/name`);
    expect(phone.page.html).toContain(person.familyName);
    await phone.leave('leave');
    expect(phone.page.url.href).toBe(`${product.devUrl}/`);

    await phone.open(journey);
    await visitTo('return', phone, person);
    await phone.leave('return');
    seen.add('return return');
    expect(phone.sentTo.map(String).join()).toContain('/initiate?iss=');
    await visitTo('partner', phone, person);
    expect(phone.page.html).toContain('P5.Cp.Cd');

    await first.open(journey);
    await visitTo('partner', first, person);
    expect(first.page.html).toContain('P5.Cp.Cd');
  }, 60_000);

  test('shows somebody else that it is not theirs, and where they may go', async () => {
    const owner = await begin('P5');
    await visitTo('name', owner, ownPatient(product));
    const other = new Visitor(product);
    await other.open(journeyOf(owner));
    const stranger = ownPatient(product);
    await begin('P0', other);
    await visitTo('partner', other, stranger);
    await other.open(journeyOf(owner));
    expect([other.page.status, offered(other)]).toEqual([403, ['return']]);
    await other.leave('return');
    expect(other.page.url.href).toBe(`${product.devUrl}/`);
  }, 60_000);

  test('after a decision of days later ends at the partner, signed in at the new level', async () => {
    const person = { ...(await withPassport(ownPatient(product), 0)), refusesFaceData: true };
    const visitor = await begin('P9');
    await visitTo('in-review', visitor, person);
    const journey = journeyOf(visitor);
    await visitor.leave('return');
    const checker = await signedInChecker(product);
    // Reviews of other tests are before it in the queue.
    await eventually(async () => {
      await decideNext(checker, 'pass');
      await visitor.open(journey);
      return visitor.page.name !== 'in-review';
    });
    expect(await visitTo('partner', visitor, person)).toEqual([
      expect.stringMatching(/^(return|verified)$/),
      'consent',
    ]);
    expect(visitor.page.html).toContain('P9.Cp.Cd');
  }, 90_000);
});

describe('A partner’s one-time address', () => {
  test('works once; afterwards it leads its own browser on, and nobody else', async () => {
    const api = await partnerApi(product);
    const body = { reference: 'Bed 4', level: 'P5', return_address: `${product.devUrl}/status` };
    const asked = await api('/verifications', { method: 'POST', body: JSON.stringify(body) });
    const { url } = (await asked.json()) as { url: string };
    const person = ownPatient(product);
    const visitor = new Visitor(product);
    await visitor.open(url);
    expect(offered(visitor)).toEqual(['return']);
    await visitor.send({});
    await visitTo('name', visitor, person);
    const journey = journeyOf(visitor);
    await visitor.leave('leave');
    expect(visitor.page.url.href).toBe(body.return_address);

    for (const device of [visitor, new Visitor(product)]) {
      await device.open(url);
      expect([device.page.status, offered(device)]).toEqual([410, ['return']]);
      const form = await device.request(url, { method: 'POST', body: new URLSearchParams() });
      expect(form.status).toBe(403);
    }
    await visitor.open(journey);
    expect(visitor.page.name).toBe('name');
    const other = await begin('P0');
    await visitTo('partner', other, ownPatient(product));
    await other.open(journey);
    expect(other.page.status).toBe(403);
  }, 60_000);
});

describe('Handing the pictures over to a phone', () => {
  test('has ways back on both screens, and none of them loses the step', async () => {
    const person = await withPassport(ownPatient(product), 0);
    const visitor = await begin('P9');
    await visitTo('document', visitor, person);
    const phone = new Visitor(product);
    for (const exit of ['continue-later', 'cancel'] as const) {
      await visitor.open(`${journeyOf(visitor)}/phone`);
      expect([...offered(visitor)].sort()).toEqual([...steps.document.exits].sort());
      await visitor.send({ action: 'sms' });
      const link = await eventually(async () => {
        const texts = product.devServer.inbox.list(person.mobile).map(({ text }) => text ?? '');
        const links = texts.flatMap((text) => /https?:\S+\/hand-off\/start\/\S+/.exec(text) ?? []);
        return links[exit === 'cancel' ? 1 : 0] && links[0];
      });
      await phone.open(link);
      expect([phone.page.status, offered(phone)]).toEqual([200, ['return']]);
      await phone.send({});
      expect([phone.page.name, offered(phone)]).toEqual(['number', ['return']]);
      await visitor.leave(pressed[exit]);
      expect(wireOf(visitor)).toBe(toldOf[exit]);
      await phone.leave('return');
      expect(phone.page.url.href).toBe(`${product.devUrl}/`);
      await begin('P9', visitor);
      expect(visitor.page.name).toBe('document');
    }
  }, 60_000);
});

describe('In a browser', () => {
  test('the ways back go through the pages’ own policy, and no page before the end is without one', async () => {
    const browser = await startBrowser();
    try {
      const { page, context } = await newDevice(browser);
      const complaints: string[] = [];
      page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
      const visitor = await begin('P5');
      await visitTo('name', visitor, ownPatient(product));
      await context.addCookies(visitor.cookies());
      await page.goto(visitor.page.url.href);
      await page.locator('[data-exit="continue-later"]').click();
      await page.waitForURL((url) => url.origin === product.devUrl);
      await page.goto(`${product.devUrl}/login?level=P5`);
      await page.waitForURL(/\/name$/);
      await page.locator('[data-exit="cancel"]').click();
      await page.waitForURL((url) => url.origin === product.devUrl);
      expect(await page.locator('#wire').textContent()).toBe(toldOf.cancel);
      await context.clearCookies();
      await page.goto(`${product.devUrl}/login?level=P9`);
      await page.locator('[data-exit="cancel"]').click();
      await page.waitForURL((url) => url.origin === product.devUrl);
      expect(await page.locator('#wire').textContent()).toBe(toldOf.cancel);
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  }, 60_000);
});

describe('The table of steps', () => {
  /** Steps whose pages need days or an outage to pass, or that show another's page: walked elsewhere, or by the domain's own test. */
  const elsewhere: Step[] = ['whom', 'registration-ended', 'terms-changed', 'details-differ', 'details-unavailable'];
  const also: Step[] = ['verified', 'expired', 'journey-expired'];

  test('has no exit of a reachable step that was not walked', () => {
    const walked = Object.entries(steps).filter(([step]) => ![...elsewhere, ...also].includes(step as Step));
    const missing = walked.flatMap(([step, { page, exits }]) =>
      exits.filter((exit) => !seen.has(`${page} ${exit}`)).map((exit) => `${step} ${exit}`),
    );
    expect(missing).toEqual([]);
  });
});
