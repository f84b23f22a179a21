import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomFrom } from '../../dev/specimens/random.js';
import { type Product, parts, startProduct } from '../support/product/product.js';
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

test('api that is told to stop answers what is under way, takes nothing new, and ends', async () => {
  if (!product.runs('api')) await product.start('api');
  const { port } = new URL(product.suretyUrl);
  const socket = connect(Number(port), 'localhost');
  await once(socket, 'connect');
  const head = 'POST /token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n';
  socket.write(`${head}Content-Length: 29\r\n\r\ngrant_type=`);
  // Until its head was read, nothing shows that it is under way: an answer to another request, sent later, does.
  await fetch(`${product.suretyUrl}/healthz`);
  const ended = product.end('api');
  for (;;) {
    const taken = await fetch(`${product.suretyUrl}/healthz`).catch(() => undefined);
    if (!taken) break;
  }
  socket.write('client_credentials');
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toMatch(/\r\nConnection: close\r\n/i);
  expect(answer).toContain('"error"');
  expect(await ended).toBe(0);
}, 90_000);
