import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { loadFaceEngine } from '../../face/engine.js';
import { findPortrait } from '../../face/portrait.js';
import type { ImageDecoder } from '../../image/decoder.js';
import { inputErrorOf } from '../input-error.js';
import type { Emit } from '../output.js';
import { readPictures } from '../pictures.js';
import { detPlot } from './det-plot.js';
import { type LabelledFace, pairDistances } from './distances.js';
import { areaUnderCurve, curveOf, fmrAt, fnmrAt, thresholdFor } from './error-rates.js';
import { type LabelledPhoto, labelledPhotos } from './labelled-folder.js';
import { tableOf } from './report.js';

/** The false match rates at which the others are told, as the result names them. */
const RATES = ['0.01', '0.001', '0.0001'] as const;

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** The faces of all photos, and what finding them took. */
async function embedAll(photos: readonly LabelledPhoto[], decoder: ImageDecoder) {
  const engine = await loadFaceEngine();
  const faces: LabelledFace[] = [];
  let read = 0;
  let at = 0;
  const before = process.cpuUsage();
  for await (const picture of readPictures(
    decoder,
    photos.map(({ file }) => file),
  )) {
    const person = photos[at++]?.person ?? '';
    if ('error' in picture) {
      say(`Left out: ${picture.file}: ${picture.error.message}`);
      continue;
    }
    read++;
    const portrait = await findPortrait(engine, picture.image);
    if (portrait) faces.push({ person, embedding: portrait.embedding });
    else say(`No face: ${picture.file}`);
  }
  const { user, system } = process.cpuUsage(before);
  return { faces, read, cpuMs: (user + system) / 1000 };
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** `faces DIR`: error rates of the face match on a labelled folder, as one line; a table for people on standard error. */
export async function faces(
  { folder, det }: { folder: string; det?: string },
  decoder: ImageDecoder,
  emit: Emit,
): Promise<number> {
  const photos = await labelledPhotos(folder).catch(async (error: unknown) => {
    await emit(inputErrorOf(folder, error));
    return undefined;
  });
  if (!photos) return 1;
  const { faces: found, read, cpuMs } = await embedAll(photos, decoder);
  const pairs = pairDistances(found);
  if (pairs.same.length === 0 || pairs.different.total === 0) {
    throw new Error('Error rates need two photos of one person and a photo of another, each with a face.');
  }
  const points = RATES.map((rate) => {
    const threshold = thresholdFor(pairs.different, Number(rate));
    return { rate, asked: Number(rate), threshold, fmr: fmrAt(pairs, threshold), fnmr: fnmrAt(pairs, threshold) };
  });
  say(tableOf(pairs, points));
  if (det !== undefined) {
    const path = resolve(process.env.INIT_CWD ?? '.', det);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, detPlot(curveOf(pairs), `Face match: ${basename(resolve(folder))}`));
  }
  await emit({
    people: new Set(photos.map(({ person }) => person)).size,
    photos: read,
    notFound: read - found.length,
    genuine: pairs.same.length,
    impostor: pairs.different.total,
    auc: rounded(areaUnderCurve(pairs), 6),
    fnmrAt: Object.fromEntries(points.map(({ rate, fnmr }) => [rate, rounded(fnmr, 6)])),
    thresholdAt: Object.fromEntries(points.map(({ rate, threshold }) => [rate, rounded(threshold, 5)])),
    cpuMsPerPhoto: rounded(cpuMs / read, 1),
    ...(det === undefined ? {} : { det }),
  });
  return 0;
}
