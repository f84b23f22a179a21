import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { labelledPhotos } from '../../evidence/command/faces/labelled-folder.js';
import { readPictures } from '../../evidence/command/pictures.js';
import { loadFaceEngine } from '../../evidence/face/engine.js';
import { look } from '../../evidence/face/look.js';
import { lengthOf, shapeOf } from '../../evidence/face/upright/features.js';
import { weightsPath } from '../../evidence/face/upright/uprightness.js';
import { openDecoder } from '../../evidence/image/decoder.js';
import { crop, rotate } from '../../evidence/image/transform.js';

// node dist/bench/faces/train-upright.js DIR: makes the weights from a folder with one subfolder of upright photos per person.

interface Sample {
  upright: boolean;
  embedding: Float32Array;
  shape: number[];
}

const ROUNDS = 2000;
const SPEED = 0.5;
const DECAY = 0.003;
/** Each face is looked at in its picture and cut close, since that is where upside-down faces are seen. */
const ROOM = 0.3;

async function samplesOf(folder: string): Promise<Sample[]> {
  const engine = await loadFaceEngine();
  const decoder = openDecoder();
  const samples: Sample[] = [];
  const files = (await labelledPhotos(folder)).map(({ file }) => file);
  for await (const picture of readPictures(decoder, files)) {
    if ('error' in picture) continue;
    const { image } = picture;
    const close = (await look(engine, image)).slice(0, 3).map(({ box: { x, y, width } }) => {
      const side = width * (1 + 2 * ROOM);
      return crop(image, { x: x - ROOM * width, y: y - ROOM * width, width: side, height: side });
    });
    for (const part of [image, ...close]) {
      for (const turn of [0, 180] as const) {
        const turned = rotate(part, turn);
        for (const face of (await look(engine, turned)).filter(({ roll }) => Math.abs(roll) < 45)) {
          const embedding = await engine.embed(turned, face);
          samples.push({ upright: turn === 0, embedding, shape: [...shapeOf(face), lengthOf(embedding)] });
        }
      }
    }
  }
  decoder.close();
  return samples;
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a, (value, at) => value * (b[at] ?? 0)).reduce((sum, value) => sum + value, 0);

const mean = (rows: readonly ArrayLike<number>[]): number[] =>
  Array.from(rows[0] ?? [], (_, at) => rows.reduce((sum, row) => sum + (row[at] ?? 0), 0) / rows.length);

/** Logistic regression on the shape and on how far the embedding lies towards those of upright faces. */
function weightsFrom(samples: readonly Sample[]) {
  const middle = (upright: boolean) =>
    mean(samples.filter((one) => one.upright === upright).map((one) => one.embedding));
  const down = middle(false);
  const towards = middle(true).map((value, at) => value - (down[at] ?? 0));
  const rows = samples.map(({ embedding, shape }) => [dot(towards, embedding), ...shape]);
  const centre = mean(rows);
  const spread = mean(rows.map((row) => row.map((value, at) => (value - (centre[at] ?? 0)) ** 2))).map(Math.sqrt);
  const scaled = rows.map((row) => row.map((value, at) => (value - (centre[at] ?? 0)) / (spread[at] ?? 1)));
  let weights = centre.map(() => 0);
  let bias = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const errors = scaled.map(
      (row, at) => 1 / (1 + Math.exp(-dot(weights, row) - bias)) - (samples[at]?.upright ? 1 : 0),
    );
    const slope = weights.map(
      (_, axis) =>
        dot(
          errors,
          scaled.map((row) => row[axis] ?? 0),
        ) / errors.length,
    );
    weights = weights.map((weight, at) => weight - SPEED * ((slope[at] ?? 0) + DECAY * weight));
    bias -= (SPEED * errors.reduce((sum, error) => sum + error, 0)) / errors.length;
  }
  const [first = 0, ...shape] = weights.map((weight, at) => weight / (spread[at] ?? 1));
  const digits = (value: number): number => Number(value.toPrecision(5));
  return {
    embedding: towards.map((value) => digits(value * first)),
    shape: shape.map(digits),
    bias: digits(bias - dot([first, ...shape], centre)),
  };
}

const [folder = ''] = process.argv.slice(2);
const samples = await samplesOf(folder);
await mkdir(dirname(weightsPath), { recursive: true });
await writeFile(weightsPath, `${JSON.stringify(weightsFrom(samples))}\n`);
console.log(`${samples.length} faces, ${samples.filter(({ upright }) => !upright).length} of them seen upside down`);
process.exit();
