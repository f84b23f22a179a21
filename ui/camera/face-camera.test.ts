import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { specimenEngine } from '../../dev/specimens/engine.js';
import { makeHeadTurn } from '../../dev/specimens/head-turn/head-turn.js';
import { mjpegFrames } from '../../dev/specimens/mjpeg.js';
import { samplePerson } from '../../dev/specimens/people.js';
import { decodeRgb } from '../../dev/specimens/rgb-image.js';
import { makeStill } from '../../dev/specimens/still.js';
import { judgeLiveness } from '../../evidence/liveness/judge-liveness.js';
import type { Pose } from '../../evidence/liveness/pose.js';
import { projectRoot } from '../../platform/root.js';
import {
  type CameraSite,
  faceChallenge,
  launchWithCamera,
  startCameraSite,
} from '../../test/support/browser/camera-page.js';
import { sitBeforeCamera } from '../../test/support/people/live-person.js';

const words = JSON.parse(readFileSync(join(projectRoot, 'ui/camera/en.json'), 'utf8')) as Record<string, string>;

let site: CameraSite;

beforeAll(async () => {
  site = await startCameraSite();
});
afterAll(() => site.close());

/** Opens a page and tells what its policy stopped. */
async function open(where: Browser | BrowserContext, path: string): Promise<{ page: Page; refused: string[] }> {
  const page = await where.newPage();
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) refused.push(message.text());
  });
  await page.goto(path.startsWith('http') ? path : `http://127.0.0.1:${site.port}${path}`);
  return { page, refused };
}

const inState = (page: Page, state: string) => page.locator(`[data-camera-panel][data-state="${state}"]`);

describe('before somebody who does what the page says', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchWithCamera(undefined);
  }, 180_000);
  afterAll(() => browser.close());

  /** The page before a living person, and what was judged of what it sent. */
  async function scanned(action: 'start' | 'plain') {
    const context = await browser.newContext();
    await sitBeforeCamera(context, (await samplePerson(0)).photo);
    const { page, refused } = await open(context, '/face');
    const button = page.locator(`[data-camera-action=${action}]`);
    // Without a mouse: Enter on the focused button, and focus goes on to the next one.
    await button.focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(words['face.stop']);
    await inState(page, 'scanning').waitFor();
    // Who looks ahead at once may be asked to turn before this is read.
    expect(await page.locator('[role=status]').textContent()).toMatch(/^Step \d of 4/);
    const covered = await page.locator('label').evaluate((label) => label.closest('[inert]') !== null);
    expect(covered).toBe(action === 'start');
    await page.locator('#thanks').waitFor({ timeout: 90_000 });
    expect(refused).toEqual([]);
    const { fields, files } = site.posted.pop() ?? { fields: {}, files: [] };
    expect(fields).toMatchObject({ csrf: 'c1', nonce: 'n1' });
    type Said = { pose: Pose; at: number; moving?: true; colour?: number };
    const said = JSON.parse(fields.frame_poses ?? '[]') as Said[];
    expect(files.map(({ field, name }) => [field, name])).toEqual(
      said.map((_, index) => ['frames', `frame-${index + 1}.jpg`]),
    );
    const frames = await Promise.all(
      files.map(async ({ bytes }, index) => {
        const { at, ...about } = said[index] as Said;
        return { image: await decodeRgb(bytes), ...about, takenAt: at };
      }),
    );
    for (const { image } of frames) expect([image.width, image.height]).toEqual([640, 480]);
    return { said, verdict: await judgeLiveness(frames, faceChallenge, await specimenEngine()) };
  }

  test('the scan keeps pictures of each pose, on each way and in each colour, which the server judges alive', async () => {
    const { said, verdict } = await scanned('start');
    const held = said.filter(({ moving }) => !moving);
    expect(held.map(({ pose }) => pose.slice(0, 1)).join('')).toBe('cclrccccc');
    expect(held.flatMap(({ colour }) => colour ?? [])).toEqual([0, 1, 2, 3, 4]);
    // How many of the three turns are caught is the machine's: one is what speaks for a living head.
    expect(said.length - held.length).toBeGreaterThanOrEqual(1);
    expect(verdict).toMatchObject({ passed: true, reasons: [], signals: [] });
  }, 240_000);

  test('the scan goes without colours too, which is all that is said against it', async () => {
    const { said, verdict } = await scanned('plain');
    expect(said.some(({ colour }) => colour !== undefined)).toBe(false);
    expect(verdict).toMatchObject({ passed: true, signals: [{ code: 'scan_without_colours', strength: 'weak' }] });
  }, 240_000);
});

describe('before a head that turns in a loop', () => {
  let browser: Browser;
  beforeAll(async () => {
    const { photo } = await samplePerson(0);
    browser = await launchWithCamera(await makeHeadTurn(photo));
  }, 180_000);
  afterAll(() => browser.close());

  test('the scan can be stopped and started again', async () => {
    const { page } = await open(browser, '/face');
    await page.locator('[data-camera-action=start]').click();
    await inState(page, 'scanning').waitFor();
    await page.locator('[data-camera-action=stop]').click();
    await inState(page, 'stopped').waitFor();
    expect(await page.locator('[role=status]').textContent()).toBe(words['face.stopped']);
    expect(await page.evaluate(() => document.querySelector('video')?.srcObject)).toBeNull();
    await page.locator('[data-camera-action=again]').click();
    await inState(page, 'scanning').waitFor();
  }, 60_000);

  test('without WebAssembly it says so at once, and does not crawl along on another backend', async () => {
    const { page } = await open(browser, '/face-without-wasm');
    await page.locator('[data-camera-action=start]').click();
    await inState(page, 'failed').waitFor();
    expect(await page.locator('[role=alert]').textContent()).toBe(words['error.unsupported']);
  }, 60_000);

  test('after the time of the challenge it offers new instructions', async () => {
    const { page } = await open(browser, '/face');
    await page.evaluate(() => {
      const now = performance.now.bind(performance);
      performance.now = () => now() + 901_000;
    });
    await page.locator('[data-camera-action=start]').click();
    await inState(page, 'expired').waitFor();
    await page.locator('[data-camera-action=reload]').click();
    await inState(page, 'idle').waitFor();
  }, 60_000);
});

describe('before a photo held still', () => {
  let browser: Browser;
  beforeAll(async () => {
    const { photo } = await samplePerson(0);
    const [straight] = mjpegFrames(await makeHeadTurn(photo));
    browser = await launchWithCamera(await makeStill(straight as Uint8Array));
  }, 180_000);
  afterAll(() => browser.close());

  test('the scan waits for the first turn, gives advice after half a minute, and sends nothing', async () => {
    const before = site.posted.length;
    const { page } = await open(browser, '/face');
    await page.locator('[data-camera-action=start]').click();
    await page.locator('[role=status]', { hasText: 'Step 2 of 4' }).waitFor({ timeout: 30_000 });
    await page.waitForTimeout(3_000);
    expect(await page.locator('[role=status]').textContent()).toContain(words['face.left']);
    await page.evaluate(() => {
      const now = performance.now.bind(performance);
      performance.now = () => now() + 30_000;
    });
    await inState(page, 'advice').waitFor();
    expect(await page.locator('[role=status]').textContent()).toBe(words['face.advice']);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(words['face.again']);
    expect(site.posted).toHaveLength(before);
  }, 60_000);

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
});
