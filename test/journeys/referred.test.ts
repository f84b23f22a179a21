import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { blur, darken } from '../../dev/specimens/damage.js';
import { drawPassport } from '../../dev/specimens/passport.js';
import { samplePerson } from '../../dev/specimens/people.js';
import { arrive } from '../support/arrive.js';
import { newDevice, startBrowser } from '../support/browser.js';
import { browserTest } from '../support/browser-test.js';
import { decide, signInStaff, startNext } from '../support/caseworker.js';
import { documentNumberOf, knownToPds, withPassport } from '../support/people.js';
import { act, beginAtPartner, type Person, walkTo } from '../support/person.js';
import { type Product, startProduct } from '../support/product.js';
import { scanForPersonalData } from '../support/scan-for-personal-data.js';
import { eventually } from '../support/workflow-environment.js';

let product: Product;
let browser: Browser;
const test = browserTest(() => ({ browser, product }));
/** Everybody who walks here. */
const people: Person[] = [];
beforeAll(async () => {
  product = await startProduct();
  browser = await startBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 60_000);

/** The link of the newest message of some kind. */
const linkIn = (person: Person, words: RegExp) =>
  eventually(async () => {
    const message = product.devServer.inbox.list(person.email).find(({ text }) => words.test(text));
    return message?.text.match(/http:\/\/\S+\/journey\/\S+/)?.[0];
  });

/** The photo with which a person tries, and the advice that the page gives. */
async function adviceFor(person: Person, page: Awaited<ReturnType<typeof newDevice>>['page'], passport: Uint8Array) {
  await walkTo('document-photo', page, person, product);
  await act(page, { ...person, passport }, product);
  await walkTo('document', page, person, product);
  return page.locator('main').innerText();
}

describe('A person who needs a caseworker', () => {
  test('is told what is wrong with a blurred, a dark and a faceless photo, each in its own words, and a good one passes', async () => {
    const { page } = await newDevice(browser);
    const person = await withPassport(knownToPds('Okafor'), 1);
    const passport = person.passport as Uint8Array;
    people.push(person);
    await arrive('document', page, person, product);
    expect(await adviceFor(person, page, await blur(passport))).toMatch(/blurred/i);
    expect(await adviceFor(person, page, await darken(passport))).toMatch(/dark/i);
    await walkTo('document-photo', page, person, product);
    await walkTo('face-consent', page, person, product);

    const { page: another } = await newDevice(browser);
    const faceless = await withPassport(knownToPds("O'Connell"), 1);
    people.push(faceless);
    const blank = await drawPassport({
      surname: faceless.familyName,
      givenNames: faceless.givenNames,
      birthDate: faceless.birthDate,
      sex: 'F',
      expiryDate: `${new Date().getFullYear() + 6}-05-31`,
      documentNumber: documentNumberOf(faceless),
      portrait: null,
    });
    await arrive('document', another, faceless, product);
    expect(await adviceFor(faceless, another, blank)).toMatch(/could not see your picture in the document/);
  }, 240_000);

  test('uploads a face, is referred, is decided by a caseworker, and returns by the link in the email', async () => {
    const { page } = await newDevice(browser);
    const { photo } = await samplePerson(0);
    const person: Person = { ...(await withPassport(knownToPds('Thornton'), 0)), facePhoto: photo };
    people.push(person);
    await arrive('document', page, person, product);
    await walkTo('in-review', page, person, product);
    const underReview = await linkIn(person, /member of staff is checking/);

    const { page: desk } = await newDevice(browser);
    await signInStaff(desk, product, 'Ada');
    await startNext(desk, product);
    const shown = await desk.locator('main').innerText();
    expect(shown).toMatch(/THORNTON/);
    await decide(desk, 'pass');

    const { page: phone } = await newDevice(browser);
    const link = await linkIn(person, /(confirmed|verified|proved)/i);
    expect(link).toBe(underReview);
    await phone.goto(link);
    await walkTo('return', phone, { ...person, known: true }, product);
    await walkTo('partner', phone, person, product);
    expect(phone.url().startsWith(product.devUrl)).toBe(true);
    expect(
      product.devServer.inbox.list(person.mobile).some(({ text }) => /Surety/.test(text) && !/\d{6}/.test(text)),
    ).toBe(true);
  }, 240_000);

  test("is not verified by another person's passport, whoever presses what", async () => {
    const { page } = await newDevice(browser);
    const { photo } = await samplePerson(3);
    const person: Person = { ...(await withPassport(knownToPds('Fairweather-Lloyd'), 0)), facePhoto: photo };
    people.push(person);
    await arrive('document', page, person, product);
    await walkTo('in-review', page, person, product);
    const { page: desk } = await newDevice(browser);
    await signInStaff(desk, product, 'Ben');
    await startNext(desk, product);
    await decide(desk, 'decline', 'review_face_differs');
    await page.reload();
    await eventually(async () => {
      await page.reload();
      return page.url().endsWith('/declined');
    });
    await beginAtPartner(page, product, 'P5');
    await walkTo('partner', page, person, product);
    expect(await page.locator('body').innerText()).not.toMatch(/identity_proofing_level\s+P9/);
  }, 240_000);

  test('leaves no trace in logs, metrics and histories', async () => {
    const { found, searched } = await scanForPersonalData(product, people, {
      'document number': people.map(documentNumberOf),
    });
    expect(found).toEqual([]);
    expect(people).toHaveLength(4);
    expect(Math.min(searched.logs, searched.metrics)).toBeGreaterThan(5_000);
    expect(searched.payloads).toBeGreaterThan(5_000);
    expect(searched.workflows).toBeGreaterThanOrEqual(2 * people.length);
  }, 60_000);
});
