import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import sharp from 'sharp';
import { SAMPLE_PEOPLE, samplePerson } from '../dev/specimens/people.js';
import { randomFrom } from '../dev/specimens/random.js';
import { projectRoot } from '../platform/root.js';
import type { BenchmarkOptions } from './benchmark.js';
import type { MemoryHeld } from './memory/checks-process.js';
import { numberOption } from './option.js';
import { report } from './report.js';

const PHOTOS = 10_000;
/** Different pictures; they come again and again. */
const DIFFERENT = 400;
/** A phone held the wrong way round: every so many pictures lies on its side or its head. */
const TURNED = 10;
/** And every so many is as large as they are decoded. */
const LARGE = 20;

const folder = join(projectRoot, '.cache/bench/memory');

/** Pictures of all sizes that come in, of the few people of the specimens: cut, lit and turned differently. */
async function writePhotos(): Promise<void> {
  await mkdir(folder, { recursive: true });
  const random = randomFrom(11);
  const between = (low: number, high: number) => Math.round(low + random() * (high - low));
  for (let number = 0; number < DIFFERENT; number++) {
    const { photo } = await samplePerson(number % SAMPLE_PEOPLE);
    const edge = { top: between(0, 60), bottom: between(0, 60), left: between(0, 60), right: between(0, 60) };
    const picture = await sharp(photo)
      .extend({ ...edge, extendWith: 'copy' })
      .modulate({ brightness: 0.8 + random() * 0.4 })
      .rotate(number % TURNED === 0 ? 90 * between(1, 3) : 0)
      .toBuffer();
    const jpeg = sharp(picture)
      .resize({ height: number % LARGE === 7 ? 2400 : between(360, 900) })
      .jpeg({ quality: between(60, 95) });
    await writeFile(join(folder, `${String(number).padStart(3, '0')}.jpg`), await jpeg.toBuffer());
  }
}

/**
 * `npm run bench -- memory [--photos=10000]`: what the process of the checks holds in memory while it decodes so many photos, finds
 * the face, its landmarks and its numbers in each. Told ten times on the way: it must not grow.
 */
export async function run({ json }: BenchmarkOptions): Promise<void> {
  const photos = numberOption('photos', PHOTOS);
  await writePhotos();
  const program = join(projectRoot, 'dist/bench/memory/checks-process.js');
  const child = spawn(process.execPath, [program, folder, String(photos)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const told: MemoryHeld[] = [];
  for await (const line of createInterface({ input: child.stdout })) told.push(JSON.parse(line) as MemoryHeld);
  if ((await ended) !== 0) throw new Error('The photos could not be looked at: see above.');
  report(
    json,
    'memory',
    'What the process of the checks holds after so many photos, in MB',
    told.map((held) => ({ ...held })),
  );
}
