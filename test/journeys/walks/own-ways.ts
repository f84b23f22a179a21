import { describe, expect, test } from '@jest/globals';
import { generate } from 'otplib';
import type { Browser, Page } from 'playwright-core';
import { newDevice } from '../../support/browser/browser.js';
import { withAuthenticator } from '../../support/browser/virtual-authenticator.js';
import { ownPatient } from '../../support/people/patients.js';
import { newestCode, type Person } from '../../support/people/person.js';
import { eventually } from '../../support/workflows/workflow-environment.js';
import { browser, product } from './place.js';
import { putAccount } from './with-account.js';

const press = (page: Page) => page.locator('main form button.nhsuk-button[type=submit]:visible').first().click();
const go = (page: Page, path: string) => page.goto(product.suretyUrl + path);
const isAt = (page: Page, path: string) => page.waitForURL((url) => url.pathname === path);
const isOn = (page: Page, name: string) => page.waitForURL((url) => url.pathname.endsWith(`/${name}`));
const says = async (page: Page, text: string) => expect(await page.locator('main').innerText()).toContain(text);

/** From the page of an address that asks for a sign-in, or for one more: email (where it is asked) and password. */
async function passwordRight(page: Page, { email, password }: Person): Promise<void> {
  if (page.url().endsWith('/email')) {
    await page.fill('#email', email);
    await press(page);
  }
  await isOn(page, 'password');
  await page.fill('#password', password);
  await press(page);
}

async function signOut(page: Page, from = '/account'): Promise<void> {
  await go(page, from);
  await page.locator('form[action="/account/sign-out"] button').click();
  await isOn(page, 'signed-out');
}

/** Removes what has that name from the list; `stepUp` proves once more who it is, where that is asked for. */
async function remove(page: Page, name: string, stepUp?: () => Promise<void>): Promise<void> {
  await go(page, '/account/ways');
  await page.getByRole('link', { name, exact: false }).and(page.locator('[href$="/remove"]')).click();
  if (stepUp) {
    await isOn(page, 'password');
    await stepUp();
    await isOn(page, 'remove');
  }
  await press(page);
  await isAt(page, '/account/ways');
  expect(await page.getByRole('link', { name }).and(page.locator('[href$="/remove"]')).count()).toBe(0);
}

describe('A person’s own ways to sign in, in a browser', () => {
  test('are added, used, and removed after a step-up; a new device is let in, and a recovery is stopped', async () => {
    const person = ownPatient(product);
    await putAccount(person);
    const { context, page } = await newDevice(browser as Browser);
    const touched = await withAuthenticator(context, page);
    await go(page, '/account/ways');
    await passwordRight(page, person);
    await isOn(page, 'sms-code');
    await page.fill('#code', await newestCode(product, person.mobile));
    await press(page);
    await isAt(page, '/account/ways');

    // A passkey, and in by it alone.
    await go(page, '/account/ways/passkey');
    await page.fill('#name', 'Pocket phone');
    await press(page);
    await isAt(page, '/account/ways');
    await says(page, 'Pocket phone');
    const otherTab = await context.newPage();
    await go(otherTab, '/account/sessions');
    // What stands in another tab leaves the screen, too.
    await Promise.all([otherTab.waitForURL(/\/interaction\//), signOut(page, '/account/ways')]);
    await otherTab.close();
    // Offered in the field, before any address is typed.
    await go(page, '/account/ways');
    await isAt(page, '/account/ways');
    await touched(false);

    // An authenticator app and recovery codes, in the five minutes after that.
    await go(page, '/account/ways/app');
    const secret = (await page.locator('[data-secret]').innerText()).replaceAll(' ', '');
    const codeNow = (offset: number) => generate({ secret, epoch: Math.floor(Date.now() / 1_000) + offset });
    await page.fill('#name', 'Code maker');
    await page.fill('#code', await codeNow(-30));
    await press(page);
    await isAt(page, '/account/ways');
    await go(page, '/account/ways/recovery');
    await press(page);
    const [code = '', another = ''] = await page.locator('[data-recovery-codes] code').allInnerTexts();

    // In by password and app, and this browser is remembered; then by the password alone.
    await signOut(page);
    await go(page, '/account/ways');
    await passwordRight(page, person);
    await isOn(page, 'app-code');
    await page.fill('#code', await codeNow(0));
    await page.check('#remember');
    await press(page);
    await isAt(page, '/account/ways');
    await signOut(page);
    await go(page, '/account/ways');
    await passwordRight(page, person);
    await isAt(page, '/account/ways');

    // A remembered browser changes nothing by itself.
    await remove(page, 'Pocket phone', async () => {
      await passwordRight(page, person);
      await isOn(page, 'app-code');
      await page.locator('main a[href$="/recovery-code"]').click();
      await page.fill('#recoveryCode', code.toLowerCase());
      await press(page);
    });
    await remove(page, 'Code maker');
    await remove(page, 'Chrome, Linux');
    await go(page, '/account/ways/sms/remove');
    await says(page, 'last');

    // A new device: let in from this one, by its number.
    const fresh = await newDevice(browser as Browser);
    await go(fresh.page, '/account');
    await passwordRight(fresh.page, person);
    await isOn(fresh.page, 'sms-code');
    await fresh.page.locator('main a[href$="/approval"]').click();
    await press(fresh.page);
    const number = await fresh.page.locator('.surety-number').innerText();
    await go(page, '/account/approve');
    await says(page, 'Chrome, Linux');
    await page.fill('#number', number);
    await press(page);
    await says(page, 'Carry on there');
    await fresh.page.locator('[data-hand-off=connected]').waitFor();
    await press(fresh.page);
    await isAt(fresh.page, '/account');
    await fresh.context.close();

    // Somebody who knows the password says that all is lost; the link in the message stops it.
    const thief = await newDevice(browser as Browser);
    await go(thief.page, '/account');
    await passwordRight(thief.page, person);
    await thief.page.locator('main a[href$="/recover"]').click();
    await press(thief.page);
    await thief.page.getByRole('heading', { name: 'Come back tomorrow' }).waitFor();
    const link = await eventually(async () => {
      const texts = product.devServer.inbox.list(person.email).map(({ text }) => text ?? '');
      return texts.map((text) => /https?:\S+\/account\/recovery\/\S+/.exec(text)?.[0]).find(Boolean);
    });
    await page.goto(link);
    await thief.page.reload();
    await says(thief.page, 'You have done your part');
    await press(page);
    await says(page, 'They cannot get in');
    await thief.page.reload();
    await says(thief.page, 'stopped it');
    await thief.context.close();
    expect(another).not.toBe(code);
    await context.close();
  }, 180_000);
});
