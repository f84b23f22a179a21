import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { specimenEngine } from '../dev/specimens/engine.js';
import { goodDocument } from '../dev/specimens/good-document.js';
import { drawPassport } from '../dev/specimens/passport.js';
import { SAMPLE_PEOPLE, samplePerson } from '../dev/specimens/people.js';
import { documentFaults, type Fault, faceFaults, type Subject } from '../dev/specimens/photo-faults.js';
import { decodeRgb } from '../dev/specimens/rgb-image.js';
import { type DocumentReason, type DocumentTools, readDocument } from '../evidence/document/read-document.js';
import { reasonsForRetake } from '../evidence/document/retake.js';
import { loadMrzReader } from '../evidence/mrz/read-mrz.js';
import { checkPhoto, type PhotoSubject } from '../evidence/photo/check-photo.js';
import type { PhotoReason } from '../evidence/photo/verdict.js';
import { folderOption, option } from './option.js';
import { report } from './report.js';
import { tenth } from './statistics.js';

/** Thresholds were chosen on every other picture (from this one on, in the order of names); the table is of the rest. */
const TUNED_FROM: Readonly<Record<PhotoSubject, 0 | 1>> = { face: 0, document: 1 };
const LONG_SIDE = 1280;
const PASSPORTS = 4;
/** Drawn photos: those looked at while choosing thresholds have seeds from the first on, those reported from the other on. */
const SEEDS = { tune: 1, report: 100_001 } as const;

/** A good photo; where its page is, where that is known: otherwise it fills the photo. */
interface Photo {
  photo: Uint8Array;
  page?: Subject;
}

interface Tally {
  photos: number;
  /** By the rules that the browser has too, and by the reading after them. */
  byRules: number;
  byReading: number;
  /** Passed, as spoilt as they are, with a sure reading that is that of the good photo. */
  stillRead: number;
  reasons: Map<PhotoReason | DocumentReason, number>;
}

const TODAY = '2026-01-01';

/**
 * `npm run bench -- photos [--faces=DIR] [--documents=DIR | --drawn=N] [--half=tune|report] [--kinds=good,…]`: good photos and the same
 * with one fault each, by the photo check. Without folders on what the project itself has; pictures of a folder must be good ones. With
 * `--drawn`, N documents of nobody on tables under many lights.
 */
export async function run({ json }: { json: boolean }): Promise<void> {
  const half = option('half');
  const show = (subject: PhotoSubject, rows: Awaited<ReturnType<typeof measure>>): void => {
    const named = rows.map(({ kind, ...row }) => ({ kind, subject, ...row }));
    report(json, 'photos', `Photos of a ${subject}, good and spoilt`, named);
  };
  const drawn = option('drawn');
  if (drawn) {
    const photos = await drawnPhotos(Number(drawn), half === 'tune' ? 'tune' : 'report');
    return show('document', await measure('document', photos, undefined));
  }
  const folders = { face: folderOption('faces'), document: folderOption('documents') };
  const subjects = (['face', 'document'] as const).filter(
    (subject) => folders[subject] || !(folders.face ?? folders.document),
  );
  for (const subject of subjects) {
    show(subject, await measure(subject, await photosOf(subject, folders[subject]), half));
  }
}

async function drawnPhotos(count: number, half: keyof typeof SEEDS): Promise<Photo[]> {
  const photos: Photo[] = [];
  for (let number = 0; number < count; number++) photos.push(await goodDocument(SEEDS[half] + number));
  return photos;
}

async function photosOf(subject: PhotoSubject, folder: string | undefined): Promise<Photo[]> {
  const bytes = await bytesOf(subject, folder);
  return bytes.map((photo) => ({ photo }));
}

async function bytesOf(subject: PhotoSubject, folder: string | undefined): Promise<Uint8Array[]> {
  if (folder) {
    const names = (await readdir(folder)).filter((name) => /\.(jpe?g|png|webp)$/i.test(name)).sort();
    return Promise.all(names.map((name) => readFile(join(folder, name))));
  }
  const numbers = Array.from({ length: subject === 'face' ? SAMPLE_PEOPLE : PASSPORTS }, (_, number) => number);
  if (subject === 'face') return Promise.all(numbers.map(async (number) => (await samplePerson(number)).photo));
  const passports = numbers.map(async (number) => {
    const { photo: portrait, face } = await samplePerson(number % SAMPLE_PEOPLE);
    const dates = { birthDate: `198${number}-04-17`, expiryDate: '2031-05-31' };
    const names = { surname: 'Thornton', givenNames: `Amelia ${'ABCD'[number % 4]}`, sex: 'F' as const };
    return drawPassport({ ...names, ...dates, documentNumber: `51200000${number}`, portrait, face });
  });
  return Promise.all(passports);
}

async function measure(subject: PhotoSubject, photos: readonly Photo[], half: string | undefined) {
  const tallies = new Map<string, Tally>();
  // Documents with a machine-readable zone only: their print is not needed.
  const tools: DocumentTools = { mrz: await loadMrzReader(), print: { read: async () => [], close: async () => {} } };
  let milliseconds = 0;
  let count = 0;
  const asked = option('kinds')?.split(',');
  for (const [at, { photo: bytes, page }] of photos.entries()) {
    const isTuned = at % 2 === TUNED_FROM[subject];
    if (half && isTuned !== (half === 'tune')) continue;
    const photo = await sharp(bytes)
      .rotate()
      .flatten({ background: '#fff' })
      .resize({ width: LONG_SIDE, height: LONG_SIDE, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 95 })
      .toBuffer();
    const place = page ? await scaledTo(photo, bytes, page) : await placeOf(subject, photo);
    if (!place) continue;
    const whole = subject === 'document' ? await textOf(photo, tools) : undefined;
    const kinds: readonly (readonly [string, Fault])[] = [
      ['good', async (whole) => whole],
      ...Object.entries(subject === 'face' ? faceFaults : documentFaults),
    ];
    for (const [kind, fault] of kinds) {
      if (asked && !asked.includes(kind)) continue;
      const image = await decodeRgb(await fault(photo, place));
      const faces = subject === 'face' ? await (await specimenEngine()).find(image) : [];
      const before = process.cpuUsage();
      const { verdict, reasons } = checkPhoto(image, faces, subject);
      const { user, system } = process.cpuUsage(before);
      milliseconds += (user + system) / 1000;
      count++;
      const read =
        subject === 'document' && verdict === 'good' ? await readDocument(image, tools, { today: TODAY }) : undefined;
      const missing = read ? reasonsForRetake(read) : [];
      const tally = tallies.get(kind) ?? { photos: 0, byRules: 0, byReading: 0, stillRead: 0, reasons: new Map() };
      tallies.set(kind, tally);
      tally.photos++;
      if (verdict === 'refused') tally.byRules++;
      else if (missing.length > 0) tally.byReading++;
      else if (read?.mrz?.confident && read.mrz.lines.join() === whole) tally.stillRead++;
      for (const reason of [...reasons, ...missing]) tally.reasons.set(reason, (tally.reasons.get(reason) ?? 0) + 1);
    }
  }
  return rowsOf(tallies, milliseconds / Math.max(1, count));
}

async function textOf(photo: Uint8Array, tools: DocumentTools): Promise<string | undefined> {
  const { mrz } = await readDocument(await decodeRgb(photo), tools, { today: TODAY });
  return mrz?.lines.join();
}

async function scaledTo(photo: Uint8Array, original: Uint8Array, page: Subject): Promise<Subject> {
  const scale = (await sharp(photo).metadata()).width / (await sharp(original).metadata()).width;
  return { x: page.x * scale, y: page.y * scale, width: page.width * scale, height: page.height * scale };
}

/** Where the face, or the page, is: a document's photo is taken for a page that fills it. */
async function placeOf(subject: PhotoSubject, photo: Uint8Array): Promise<Subject | undefined> {
  const image = await decodeRgb(photo);
  if (subject === 'document') return { x: 0, y: 0, width: image.width, height: image.height };
  const [face] = await (await specimenEngine()).find(image);
  if (!face) return undefined;
  const [xs, ys] = [face.mesh.map(([x]) => x), face.mesh.map(([, y]) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** Balanced accuracy: the mean of the share of spoilt photos refused and the share of good ones passed. */
function rowsOf(tallies: ReadonlyMap<string, Tally>, cpuMs: number) {
  const good = tallies.get('good');
  const passed = good ? 1 - (good.byRules + good.byReading) / good.photos : 0;
  const passedByRules = good ? 1 - good.byRules / good.photos : 0;
  return [...tallies].map(([kind, { photos, byRules, byReading, stillRead, reasons }]) => ({
    kind,
    photos,
    byRules,
    byReading,
    stillRead,
    rulesAlone: kind === 'good' ? '' : ((byRules / photos + passedByRules) / 2).toFixed(3),
    balancedAccuracy: kind === 'good' ? '' : (((byRules + byReading) / photos + passed) / 2).toFixed(3),
    reasons: [...reasons]
      .sort(([, a], [, b]) => b - a)
      .slice(0, 3)
      .map(([reason, times]) => `${reason} ${times}`)
      .join(', '),
    cpuMsMean: tenth(cpuMs),
  }));
}
