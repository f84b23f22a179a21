import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { buildAll } from './build.mjs';
import { root } from './root.mjs';
import { findChromium } from './servers/find-chromium.mjs';

// `npm run pictures`: takes the pictures of the README from the sample pages, as somebody sees them on a phone.

/** The pages of the way from the partner's button to the record, in order. */
const way = ['email', 'details', 'document', 'face-scan', 'in-review', 'return'];
const phone = { width: 390, height: 700 };
const gap = 24;
const paper = '#d8dde0';

await buildAll();
const { startSampleSite } = await import(pathToFileURL(join(root, 'dist/test/support/samples/sample-site.js')).href);
const [browser, site] = await Promise.all([
  chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] }),
  startSampleSite(),
]);
const page = await browser.newPage({ viewport: phone, deviceScaleFactor: 1 });
const screens = [];
for (const name of way) {
  await page.goto(`${site.url}/en/${name}`, { waitUntil: 'networkidle' });
  screens.push(await page.screenshot());
}
await browser.close();
await site.close();

const strip = sharp({
  create: {
    width: gap + way.length * (phone.width + gap),
    height: phone.height + 2 * gap,
    channels: 3,
    background: paper,
  },
}).composite(screens.map((input, at) => ({ input, left: gap + at * (phone.width + gap), top: gap })));
const folder = join(root, 'docs/pictures');
mkdirSync(folder, { recursive: true });
writeFileSync(
  join(folder, 'journey.png'),
  await sharp(await strip.png().toBuffer())
    .resize({ width: 1600 })
    .png({ palette: true, colours: 64, effort: 10 })
    .toBuffer(),
);
