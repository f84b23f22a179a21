import { generateKeyPairSync } from 'node:crypto';
import type { JWK } from 'jose';
import { demoPartner } from '../dev/up/partners.js';
import { relyingParty } from '../test/support/partner-api.js';
import { type Product, startProduct } from '../test/support/product.js';
import { type BareRoute, startBareRoute } from './bare/bare-route.js';
import type { BenchmarkOptions } from './benchmark.js';
import { commandsOf, readMeters, used } from './meters.js';
import { filling } from './partner-api/fill.js';
import { report } from './report.js';
import { percentile } from './statistics.js';

const partnerId = 'poller';
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = { ...privateKey.export({ format: 'jwk' }), kid: partnerId } as JWK;

/** Accounts in the database, each with a verification. `--most=N` leaves out what is above. */
const sizes = [1_000, 10_000, 100_000, 1_000_000];
const polls = 6_000;
const atOnce = 8;

/** What a status poll costs the api process, from a thousand accounts to a million, beside Express alone in the same run. */
export async function run({ json }: BenchmarkOptions): Promise<void> {
  const most = Number(/--most=(\d+)/.exec(process.argv.join(' '))?.[1] ?? sizes.at(-1));
  const product = await startProduct({
    partners: (devUrl) => [{ ...demoPartner(key, devUrl), _id: partnerId, requestsPerMinute: 1_000_000 }],
  });
  const bare = await startBareRoute();
  const rows = await filling(product, partnerId);
  const table: Record<string, string | number>[] = [];
  try {
    const ids: string[] = [];
    for (const size of sizes.filter((one) => one <= most)) {
      ids.push(...(await rows.upTo(size)));
      table.push({ accounts: size, ...(await measure(product, bare, ids)) });
    }
  } finally {
    await rows.close();
    await bare.stop();
    await product.stop();
  }
  report(json, 'polls', `One status poll, of ${polls} with ${atOnce} at once`, table);
}

async function measure(product: Product, bare: BareRoute, ids: readonly string[]) {
  const token = await (await relyingParty(product, partnerId, key)).apiToken();
  const headers = { authorization: `Bearer ${token}` };
  const any = () => ids[Math.floor(Math.random() * ids.length)];
  const ours = () => poll(`${product.suretyUrl}/partner/v1/verifications/${any()}`, headers);
  const theirs = () => poll(`${bare.url}/verifications/${any()}`, headers);
  await many(1_000, ours);
  await many(1_000, theirs);

  const before = await readMeters(product);
  const times = await many(polls, ours);
  const cost = used(before, await readMeters(product), polls);
  const bareBefore = await bare.cpuMs();
  await many(polls, theirs);
  const bareMs = ((await bare.cpuMs()) - bareBefore) / polls;
  const hundredth = (value: number) => Math.round(value * 100) / 100;
  return {
    'api CPU ms': hundredth(cost.cpu.api),
    'Express alone': hundredth(bareMs),
    reads: hundredth(commandsOf(cost, 'read')),
    writes: hundredth(commandsOf(cost, 'write')),
    'p50 ms': hundredth(percentile(times, 0.5)),
    'p95 ms': hundredth(percentile(times, 0.95)),
  };
}

async function poll(url: string, headers: Record<string, string>): Promise<void> {
  const answer = await fetch(url, { headers });
  if (answer.status !== 200) throw new Error(`a poll was answered by ${answer.status}`);
  await answer.arrayBuffer();
}

/** @returns how long each took, in milliseconds */
async function many(count: number, one: () => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  const worker = async () => {
    while (times.length < count) {
      const start = performance.now();
      const place = times.push(0) - 1;
      await one();
      times[place] = performance.now() - start;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return times;
}
