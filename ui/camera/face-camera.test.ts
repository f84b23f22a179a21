import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { specimenEngine } from '../../dev/specimens/engine.js';
import { makeHeadTurn } from '../../dev/specimens/head-turn/head-turn.js';
import { mjpegFrames } from '../../dev/specimens/mjpeg.js';
import { samplePerson } from '../../dev/specimens/people.js';
import { decodeRgb } from '../../dev/specimens/rgb-image.js';
import { makeStill } from '../../dev/specimens/still.js';
import { judgeLiveness } from '../../evidence/liveness/judge-liveness.js';
import type { Pose } from '../../evidence/liveness/pose.js';
import { projectRoot } from '../../platform/root.js';
import { type CameraSite, launchWithCamera, startCameraSite } from '../../test/support/camera-page.js';

const words = JSON.parse(readFileSync(join(projectRoot, 'ui/camera/en.json'), 'utf8')) as Record<string, string>;
let site: CameraSite;

beforeAll(async () => {
  site = await startCameraSite();
});
afterAll(() => site.close());

/** Opens a page and tells what its policy stopped. */
async function open(browser: Browser, path: string): Promise<{ page: Page; refused: string[] }> {
  const page = await (await browser.newContext()).newPage();
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) refused.push(message.text());
  });
  await page.goto(path.startsWith('http') ? path : `http://127.0.0.1:${site.port}${path}`);
  return { page, refused };
}

const inState = (page: Page, state: string) => page.locator(`[data-camera-panel][data-state="${state}"]`);

describe('before a head that turns', () => {
  let browser: Browser;
  beforeAll(async () => {
    const { photo } = await samplePerson(0);
    browser = await launchWithCamera(await makeHeadTurn(photo));
  }, 180_000);
  afterAll(() => browser.close());

  test('the scan keeps two pictures of each pose, which the server judges alive', async () => {
    const { page, refused } = await open(browser, '/face');
    // Without a mouse: Enter on the focused button, and focus goes on to the next one.
    await page.locator('[data-camera-action=start]').focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(words['face.stop']);
    await inState(page, 'scanning').waitFor();
    expect(await page.locator('[role=status]').textContent()).toContain('Step 1 of 3');
    await page.locator('#thanks').waitFor({ timeout: 60_000 });
    expect(refused).toEqual([]);

    const { fields, files } = site.posted.pop() ?? { fields: {}, files: [] };
    expect(fields).toMatchObject({ csrf: 'c1', nonce: 'n1' });
    const taken = JSON.parse(fields.frame_poses ?? '[]') as { pose: Pose; at: number }[];
    expect(taken.map(({ pose }) => pose)).toEqual(['centre', 'centre', 'left', 'left', 'right', 'right']);
    expect(files.map(({ field }) => field)).toEqual(Array(6).fill('frames'));
    expect(files.map(({ name }) => name)).toEqual([1, 2, 3, 4, 5, 6].map((number) => `frame-${number}.jpg`));
    const frames = await Promise.all(
      files.map(async ({ bytes }, index) => {
        const { pose, at } = taken[index] as (typeof taken)[number];
        return { image: await decodeRgb(bytes), pose, takenAt: at };
      }),
    );
    for (const { image } of frames) expect([image.width, image.height]).toEqual([640, 480]);
    const challenge = { poses: ['centre', 'left', 'right'] as const };
    const verdict = await judgeLiveness(frames, challenge, await specimenEngine());
    expect(verdict).toMatchObject({ passed: true, reasons: [] });
  }, 120_000);

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
    await page.locator('[role=status]', { hasText: 'Step 2 of 3' }).waitFor({ timeout: 30_000 });
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
