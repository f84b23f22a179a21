import { describe, expect } from '@jest/globals';
import { blur, darken } from '../../../dev/specimens/damage.js';
import { samplePerson } from '../../../dev/specimens/people.js';
import { newDevice } from '../../support/browser/browser.js';
import { arrive } from '../../support/people/arrive.js';
import { decideByKeys, signInStaff, startTogether } from '../../support/people/caseworker.js';
import { knownToPds, withPassport } from '../../support/people/people.js';
import { act, type Person, walkTo } from '../../support/people/person.js';
import { eventually } from '../../support/workflows/workflow-environment.js';
import { browser, people, product, test } from './place.js';

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
  test('is told of a blurred and of a dark photo, goes on with a good one, is decided by a caseworker, and returns by the link in the email', async () => {
    const { page } = await newDevice(browser);
    const { photo } = await samplePerson(1);
    const person: Person = { ...(await withPassport(knownToPds('Okafor'), 1)), facePhoto: photo };
    const passport = person.passport as Uint8Array;
    people.push(person);
    await arrive('document', page, person, product);
    expect(await adviceFor(person, page, await blur(passport))).toMatch(/blurred/i);
    expect(await adviceFor(person, page, await darken(passport))).toMatch(/dark/i);
    await walkTo('document-photo', page, person, product);
    await walkTo('face-consent', page, person, product);
    await walkTo('in-review', page, person, product);
    const underReview = await linkIn(person, /member of staff is checking/);

    const [{ page: desk }, { page: otherDesk }] = await Promise.all([newDevice(browser), newDevice(browser)]);
    await Promise.all([signInStaff(desk, product, 'Ada'), signInStaff(otherDesk, product, 'Ben')]);
    const opened = await startTogether([desk, otherDesk], product);
    expect(await opened.locator('main').innerText()).toContain(person.familyName.toUpperCase());
    expect(await decideByKeys(opened, ['p', 'm', 'Enter', 'Enter'])).toBeLessThan(10);

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
  }, 480_000);
});
