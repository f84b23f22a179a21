import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomFrom } from '../../dev/specimens/random.js';
import { type Product, parts, startProduct } from '../support/product.js';
import { type Fault, faultAt, moments } from './fault.js';
import { placesOf, round, somebody } from './round.js';

/** Another sample each time; the same again with FAULTS_SEED. The whole matrix: `npm run faults`. */
const seed = Number(process.env.FAULTS_SEED ?? randomInt(1_000_000));

let product: Product;
/** Who tries it once more is somebody else: the first has an account by then. */
let tries = 0;
beforeAll(async () => {
  product = await startProduct({ pdsRate: 100_000, retryWrites: true, env: { TRUST_PROXY: '1' } });
}, 180_000);
afterAll(() => product?.stop(), 60_000);

test(`through a kill of each part on the way nothing is lost and nothing happens twice (FAULTS_SEED=${seed})`, async () => {
  const random = randomFrom(seed);
  const one = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const faults: Fault[] = [];
  for (const part of parts) {
    const free = placesOf(part).filter((place) => faults.every(({ step }) => step !== place));
    faults.push(faultAt(seed, one(free), part, one(moments)));
  }
  const { broken, wrong, missed, secondCopies } = await round(
    product,
    await somebody(product, (seed + tries++) % 5_000),
    faults,
    seed,
  );
  expect({ faults, broken, wrong, missed }).toEqual({ faults, broken: [], wrong: [], missed: [] });
  expect(secondCopies).toBeLessThanOrEqual(1);
}, 300_000);
