import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { blur, darken } from '../../dev/specimens/damage.js';
import { drawPassport } from '../../dev/specimens/passport.js';
import { samplePerson } from '../../dev/specimens/people.js';
import { makeStill } from '../../dev/specimens/still.js';
import { projectRoot } from '../../platform/root.js';
import { type CameraSite, launchWithCamera, startCameraSite } from '../../test/support/camera-page.js';

const words = JSON.parse(readFileSync(join(projectRoot, 'ui/camera/en.json'), 'utf8')) as Record<string, string>;
let site: CameraSite;
let passport: Uint8Array;

beforeAll(async () => {
  site = await startCameraSite();
  const { photo: portrait, face } = await samplePerson(0);
  passport = await drawPassport({
    surname: 'Thornton',
    givenNames: 'Amelia Rose',
    birthDate: '1988-04-17',
    sex: 'F',
    expiryDate: '2031-05-31',
    documentNumber: '512000001',
    portrait,
    face,
  });
}, 60_000);
afterAll(() => site.close());

async function open(browser: Browser, host = '127.0.0.1'): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`http://${host}:${site.port}/document`);
  return page;
}

const press = (page: Page, action: string) => page.locator(`[data-camera-action=${action}]`).click();
const status = (page: Page) => page.locator('[role=status]');
const problem = (page: Page) => page.locator('[role=alert]', { hasText: /./ }).textContent();

describe('with a camera', () => {
  test('a photo is taken, looked at, taken again, and sent as the file of the form', async () => {
    const browser = await launchWithCamera(await makeStill(passport));
    const page = await open(browser);
    await press(page, 'open');
    await press(page, 'take');
    await page.getByRole('img', { name: words['document.preview'] ?? '' }).waitFor();
    await press(page, 'again');
    await press(page, 'take');
    expect(await status(page).textContent()).toBe(words['document.look']);
    expect(await page.evaluate(() => document.querySelector('video')?.srcObject)).toBeNull();
    await press(page, 'use');
    await page.locator('#thanks').waitFor();
    const { fields, files } = site.posted.pop() ?? { fields: {}, files: [] };
    expect(fields).toEqual({ csrf: 'c1', nonce: 'n1' });
    expect(files.map(({ field, name, type }) => [field, name, type])).toEqual([['photo', 'photo.jpg', 'image/jpeg']]);
    const sent = files[0]?.bytes ?? new Uint8Array();
    expect(sent.length).toBeLessThan(2 * 1024 * 1024);
    expect(await sharp(sent).metadata()).toMatchObject({ format: 'jpeg', width: 640, height: 480 });
    await browser.close();
  }, 60_000);

  test.each([
    ['out of focus', blur, 'document.photo_blurred'],
    ['in the dark', darken, 'document.photo_dark'],
  ])(
    '%s, the page says so before the photo is taken',
    async (_, damage, key) => {
      const browser = await launchWithCamera(await makeStill(await damage(passport)));
      const page = await open(browser);
      await press(page, 'open');
      await page.locator('[role=status]', { hasText: words[key] ?? key }).waitFor({ timeout: 15_000 });
      await press(page, 'close');
      expect(await page.locator('video').isVisible()).toBe(false);
      await browser.close();
    },
    60_000,
  );
});

describe('without', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchWithCamera(undefined);
  });
  afterAll(() => browser.close());

  test('the page says that there is no camera and what to do, and a file does as well', async () => {
    const page = await open(browser);
    await press(page, 'open');
    expect(await problem(page)).toBe(words['error.none']);
    await page
      .locator('#photo')
      .setInputFiles({ name: 'p.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(passport) });
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.locator('#thanks').waitFor();
    expect(site.posted.pop()?.files[0]?.bytes.length).toBe(passport.length);
  }, 60_000);

  test('a connection that is not secure is named as the reason', async () => {
    const page = await open(browser, 'insecure.test');
    await press(page, 'open');
    expect(await problem(page)).toBe(words['error.insecure']);
  }, 60_000);

  test('a camera that was refused, or is in use, is named as the reason', async () => {
    const page = await open(browser);
    for (const [name, key] of [
      ['NotAllowedError', 'error.denied'],
      ['NotReadableError', 'error.busy'],
      ['TypeError', 'error.failed'],
    ] as const) {
      await page.evaluate((name) => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', name));
      }, name);
      await press(page, 'open');
      await page.locator('[role=alert]', { hasText: words[key] ?? key }).waitFor();
    }
  }, 60_000);
});
