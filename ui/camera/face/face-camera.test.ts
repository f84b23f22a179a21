import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { specimenEngine } from '../../../dev/specimens/engine.js';
import { samplePerson } from '../../../dev/specimens/people.js';
import { decodeRgb } from '../../../dev/specimens/rgb-image.js';
import { judgeLiveness } from '../../../evidence/liveness/judge-liveness.js';
import type { Pose } from '../../../evidence/liveness/pose.js';
import { projectRoot } from '../../../platform/root.js';
import {
  type CameraSite,
  faceChallenge,
  launchWithCamera,
  startCameraSite,
} from '../../../test/support/browser/camera-page.js';
import { sitBeforeCamera } from '../../../test/support/people/live-person.js';

const words = JSON.parse(readFileSync(join(projectRoot, 'ui/camera/en.json'), 'utf8')) as Record<string, string>;

let site: CameraSite;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([startCameraSite(), launchWithCamera(undefined)]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Opens a page and tells what its policy stopped. */
async function open(context: BrowserContext, path: string): Promise<{ page: Page; refused: string[] }> {
  const page = await context.newPage();
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) refused.push(message.text());
  });
  await page.goto(`http://127.0.0.1:${site.port}${path}`);
  return { page, refused };
}

const inState = (page: Page, state: string) => page.locator(`[data-camera-panel][data-state="${state}"]`);
const button = (page: Page, action: string) => page.locator(`[data-camera-action=${action}]`);
const status = (page: Page) => page.locator('[role=status]').textContent();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

/** Without a mouse: Enter on the focused button. */
async function pressEnter(page: Page, on: Locator): Promise<void> {
  await on.focus();
  await page.keyboard.press('Enter');
}

/** What the page sent, once it has: its pictures, and what it said of each. */
async function sent(page: Page) {
  await page.locator('#thanks').waitFor({ timeout: 90_000 });
  const { fields, files } = site.posted.pop() ?? { fields: {}, files: [] };
  type Said = { pose: Pose; at: number; moving?: true; colour?: number };
  const said = JSON.parse(fields.frame_poses ?? '[]') as Said[];
  expect(fields).toMatchObject({ csrf: 'c1', nonce: 'n1' });
  expect(files.map(({ field, name }) => [field, name])).toEqual(
    said.map((_, index) => ['frames', `frame-${index + 1}.jpg`]),
  );
  return { said, files };
}

describe('before somebody who does what the page says', () => {
  let context: BrowserContext;
  beforeAll(async () => {
    context = await browser.newContext();
    await sitBeforeCamera(context, (await samplePerson(0)).photo);
  }, 60_000);

  const behindScreen = (page: Page) => page.locator('label').evaluate((label) => label.closest('[inert]') !== null);

  test('the scan is stopped and started again, and keeps pictures of each pose, on each way and in each colour, which the server judges alive', async () => {
    const { page, refused } = await open(context, '/face');
    await pressEnter(page, button(page, 'start'));
    // Focus goes on to the next button.
    expect(await focused(page)).toBe(words['face.stop']);
    await inState(page, 'scanning').waitFor();
    // Who looks ahead at once may be asked to turn before this is read.
    expect(await status(page)).toMatch(/^Step \d of 4/);
    expect(await behindScreen(page)).toBe(true);
    await button(page, 'stop').click();
    await inState(page, 'stopped').waitFor();
    expect(await status(page)).toBe(words['face.stopped']);
    expect(await page.evaluate(() => document.querySelector('video')?.srcObject)).toBeNull();
    expect(await behindScreen(page)).toBe(false);
    await pressEnter(page, button(page, 'again'));
    const { said, files } = await sent(page);
    expect(refused).toEqual([]);
    const held = said.filter(({ moving }) => !moving);
    expect(held.map(({ pose }) => pose.slice(0, 1)).join('')).toBe('cclrccccc');
    expect(held.flatMap(({ colour }) => colour ?? [])).toEqual([0, 1, 2, 3, 4]);
    // How many of the three turns are caught is the machine's: one is what speaks for a living head.
    expect(said.length - held.length).toBeGreaterThanOrEqual(1);
    const frames = await Promise.all(
      said.map(async ({ at, ...about }, index) => {
        return { image: await decodeRgb(files[index]?.bytes ?? new Uint8Array()), ...about, takenAt: at };
      }),
    );
    for (const { image } of frames) expect([image.width, image.height]).toEqual([640, 480]);
    const verdict = await judgeLiveness(frames, faceChallenge, await specimenEngine());
    expect(verdict).toMatchObject({ passed: true, reasons: [], signals: [] });
  }, 240_000);

  test('the scan goes without colours too, and the page behind stays in reach', async () => {
    const { page } = await open(context, '/face-short');
    await button(page, 'plain').click();
    await inState(page, 'scanning').waitFor();
    expect(await behindScreen(page)).toBe(false);
    const { said } = await sent(page);
    const held = said.filter(({ moving }) => !moving);
    expect(held.map(({ pose, colour }) => [pose, colour])).toEqual([
      ['centre', undefined],
      ['centre', undefined],
      ['left', undefined],
    ]);
  }, 120_000);
});

describe('before somebody who sits still', () => {
  let context: BrowserContext;
  beforeAll(async () => {
    context = await browser.newContext();
    await sitBeforeCamera(context, (await samplePerson(0)).photo, false);
  }, 60_000);

  /** As if so much time had passed, in milliseconds. */
  const later = (page: Page, by: number) =>
    page.evaluate((by) => {
      const now = performance.now.bind(performance);
      performance.now = () => now() + by;
    }, by);

  test('the scan waits for the first turn, gives advice after half a minute, and sends nothing', async () => {
    const before = site.posted.length;
    const { page } = await open(context, '/face');
    await button(page, 'start').click();
    await page.locator('[role=status]', { hasText: `Step 2 of 4. ${words['face.left']}` }).waitFor({ timeout: 30_000 });
    await later(page, 30_000);
    await inState(page, 'advice').waitFor();
    expect(await status(page)).toBe(words['face.advice']);
    expect(await focused(page)).toBe(words['face.again']);
    expect(site.posted).toHaveLength(before);
  }, 60_000);

  test('after the time of the challenge it offers new instructions', async () => {
    const { page } = await open(context, '/face');
    await later(page, 901_000);
    await button(page, 'start').click();
    await inState(page, 'expired').waitFor();
    await button(page, 'reload').click();
    await inState(page, 'idle').waitFor();
  }, 60_000);

  test('without WebAssembly it says so at once, and does not crawl along on another backend', async () => {
    const { page } = await open(context, '/face-without-wasm');
    await button(page, 'start').click();
    await inState(page, 'failed').waitFor();
    expect(await page.locator('[role=alert]').textContent()).toBe(words['error.unsupported']);
  }, 60_000);
});

test('a photo can be uploaded instead, also without JavaScript', async () => {
  const { photo } = await samplePerson(1);
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(`http://127.0.0.1:${site.port}/face`);
  expect(await page.locator('[data-camera-panel]').isVisible()).toBe(false);
  await page.locator('#photo').setInputFiles({ name: 'me.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(photo) });
  await page.locator('button', { hasText: 'Continue' }).click();
  await page.locator('#thanks').waitFor();
  expect(site.posted.pop()?.files.map(({ field, name }) => [field, name])).toEqual([['photo', 'me.jpg']]);
}, 60_000);
