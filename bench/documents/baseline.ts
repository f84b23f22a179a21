import { join } from 'node:path';
import sharp from 'sharp';
import { createWorker, PSM } from 'tesseract.js';
import type { GreyImage } from '../../evidence/image/image.js';
import { cutBand } from '../../evidence/mrz/band/cut-band.js';
import { findBands } from '../../evidence/mrz/band/find-bands.js';
import { flatten } from '../../evidence/mrz/band/flatten.js';
import { parseMrz } from '../../evidence/mrz/text/parse-mrz.js';
import { type Read, readAll } from './reading-program.js';
import { sharedData } from './samples.js';

// The tesseract model trained on MRZ text, behind our own band finder: its text counts as confident where all check digits are right.
const worker = await createWorker('mrz', 1, {
  langPath: join(sharedData, 'baseline'),
  cacheMethod: 'none',
  gzip: false,
});
await worker.setParameters({ tessedit_pageseg_mode: PSM.SINGLE_BLOCK });

const upsideDown = ({ width, height, data }: GreyImage): GreyImage => ({ width, height, data: data.slice().reverse() });

async function textOf({ width, height, data }: GreyImage): Promise<string[]> {
  const picture = await sharp(data, { raw: { width, height, channels: 1 } })
    .extend({ top: 16, bottom: 16, left: 16, right: 16, background: '#fff' })
    .png()
    .toBuffer();
  const { text } = (await worker.recognize(picture)).data;
  return text.split('\n').map((line) => line.replace(/[^A-Z0-9<]/g, ''));
}

/** Two or three neighbouring lines that have a known shape. */
function zoneOf(lines: readonly string[]): Read | undefined {
  for (const count of [3, 2]) {
    for (let first = 0; first + count <= lines.length; first++) {
      const some = lines.slice(first, first + count);
      const parsed = parseMrz(some, '2026-01-01');
      if (parsed) return { lines: some, confident: parsed.checkDigitsValid };
    }
  }
  return undefined;
}

await readAll(async (image) => {
  let best: Read = { lines: null, confident: false };
  for (const width of [700, 1100, 400]) {
    for (const band of findBands(image, width).slice(0, 3)) {
      const flat = flatten(cutBand(image, band, 900));
      for (const way of [flat, upsideDown(flat)]) {
        const read = zoneOf((await textOf(way)).filter((line) => line.length > 20));
        if (read?.confident) return read;
        if (read && !best.lines) best = read;
      }
    }
  }
  return best;
});
await worker.terminate();
