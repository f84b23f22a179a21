import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { blur, darken, glare } from '../../../dev/specimens/damage.js';
import { mjpegFrames } from '../../../dev/specimens/mjpeg.js';
import { drawPassport } from '../../../dev/specimens/passport.js';
import { samplePerson } from '../../../dev/specimens/people.js';
import { decodeRgb } from '../../../dev/specimens/rgb-image.js';
import { makeStill } from '../../../dev/specimens/still.js';
import type { Face } from '../../../evidence/face/face.js';
import { fitWithin } from '../../../evidence/image/resize.js';
import { checkDocumentPhoto } from '../../../evidence/photo/check-document-photo.js';
import { instructionFor } from '../../../evidence/photo/document-guidance.js';
import { measureFace } from '../../../evidence/photo/face-measures.js';
import { faceFaults } from '../../../evidence/photo/face-rules.js';
import { projectRoot } from '../../../platform/root.js';
import {
  type CameraSite,
  holdBeforeCamera,
  launchWithCamera,
  startCameraSite,
} from '../../../test/support/browser/camera-page.js';

const words = JSON.parse(readFileSync(join(projectRoot, 'ui/camera/en.json'), 'utf8')) as Record<string, string>;
let site: CameraSite;
let passport: Uint8Array;
let browser: Browser;

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
  browser = await launchWithCamera(await makeStill(passport));
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

declare global {
  interface Window {
    judge(bytes: string, size: { width: number; height: number }): string;
  }
}

/** A mesh somewhere in the picture: what is measured there is to be the same, whatever it is. */
const FACE: Face = {
  box: { x: 100, y: 100, width: 200, height: 200 },
  score: 1,
  mesh: Array.from({ length: 468 }, (_, at) => [100 + ((at * 37) % 200), 100 + ((at * 53) % 200), 0] as const),
  yaw: 0,
  pitch: 0,
  roll: 0,
  eyeDistance: 60,
};

/** The rules as the pages' bundles hold them, under `window.judge`. */
async function rulesForBrowser(): Promise<string> {
  const photo = join(projectRoot, 'evidence/photo');
  const { outputFiles } = await build({
    stdin: {
      contents: `import { checkDocumentPhoto } from './check-document-photo.js';
        import { instructionFor } from './document-guidance.js';
        import { measureFace } from './face-measures.js';
        import { faceFaults } from './face-rules.js';
        window.judge = (text, size) => {
          const image = { ...size, data: Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)) };
          const verdict = checkDocumentPhoto(image);
          return JSON.stringify([verdict, instructionFor(verdict), faceFaults(measureFace(image, ${JSON.stringify(FACE)}))]);
        };`,
      resolveDir: photo,
      loader: 'ts',
    },
    bundle: true,
    minify: true,
    target: ['chrome90', 'firefox90', 'safari15'],
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** The whole photo small in the middle of a table. */
async function farAway(photo: Uint8Array): Promise<Uint8Array> {
  const { width = 0, height = 0 } = await sharp(photo).metadata();
  const room = { left: width / 2, right: width / 2, top: height / 2, bottom: height / 2 };
  const wide = await sharp(photo)
    .extend({ ...room, background: '#76563c' })
    .png()
    .toBuffer();
  return sharp(wide).resize(width, height).jpeg({ quality: 90 }).toBuffer();
}

async function open(context: BrowserContext, host = '127.0.0.1'): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`http://${host}:${site.port}/document`);
  return page;
}

const press = (page: Page, action: string) => page.locator(`[data-camera-action=${action}]`).click();
const status = (page: Page) => page.locator('[role=status]');
const preview = (page: Page) => page.getByRole('img', { name: words['document.preview'] ?? '' });
const problem = (page: Page) => page.locator('[role=alert]', { hasText: /./ }).textContent();

describe('with a camera', () => {
  test('a photo takes itself when all is well, is looked at, taken again, and sent as the file of the form', async () => {
    const page = await open(await browser.newContext());
    await press(page, 'open');
    await preview(page).waitFor();
    await press(page, 'again');
    await page.locator('[data-state=open]').waitFor();
    await page.locator('[data-state=taken]').waitFor();
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
  }, 60_000);

  test('what is wrong is said, one thing after the other; no photo takes itself meanwhile, and the person may take one all the same', async () => {
    const faults = [
      ['document.photo_blurred', blur],
      ['document.photo_dark', darken],
      ['document.closer', farAway],
    ] as const;
    const still = async (photo: Uint8Array) => mjpegFrames(await makeStill(photo))[0] as Uint8Array;
    const context = await browser.newContext();
    await holdBeforeCamera(context, await Promise.all(faults.map(async ([, damage]) => still(await damage(passport)))));
    const page = await open(context);
    await press(page, 'open');
    for (const [index, [key]] of faults.entries()) {
      await page.evaluate((number) => {
        document.documentElement.dataset.picture = String(number);
      }, index);
      await page.locator('[role=status]', { hasText: words[key] ?? key }).waitFor({ timeout: 15_000 });
    }
    expect(await page.locator('[data-state=open]').count()).toBe(1);
    await press(page, 'take');
    await preview(page).waitFor();
    // A browser short of memory makes no file of it: they can try again, or upload one.
    await page.evaluate(() => {
      HTMLCanvasElement.prototype.toBlob = (done) => done(null);
    });
    await press(page, 'use');
    expect(await problem(page)).toBe(words['error.failed']);
    await page.locator('[data-state=idle] [data-camera-action=open]').waitFor();
  }, 60_000);

  test('the same pixels get the same verdict in the browser as on the server, whatever the fault', async () => {
    const page = await browser.newPage();
    await page.addScriptTag({ content: await rulesForBrowser() });
    for (const damage of [undefined, glare, farAway]) {
      const image = fitWithin(await decodeRgb(damage ? await damage(passport) : passport), 640);
      const verdict = checkDocumentPhoto(image);
      const here = [verdict, instructionFor(verdict), faceFaults(measureFace(image, FACE))];
      const bytes = Buffer.from(image.data).toString('base64');
      const size = { width: image.width, height: image.height };
      const there = await page.evaluate(([text, size]) => window.judge(text, size), [bytes, size] as const);
      expect(JSON.parse(there)).toEqual(JSON.parse(JSON.stringify(here)));
    }
  }, 60_000);
});

describe('without', () => {
  test('the page says why there is no camera and what to do, and a file does as well', async () => {
    const page = await open(await browser.newContext());
    for (const [name, key] of [
      ['NotFoundError', 'error.none'],
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
    await page
      .locator('#photo')
      .setInputFiles({ name: 'p.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(passport) });
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.locator('#thanks').waitFor();
    expect(site.posted.pop()?.files[0]?.bytes.length).toBe(passport.length);
  }, 60_000);

  test('a connection that is not secure is named as the reason', async () => {
    const page = await open(await browser.newContext(), 'insecure.test');
    await press(page, 'open');
    expect(await problem(page)).toBe(words['error.insecure']);
  }, 60_000);
});
