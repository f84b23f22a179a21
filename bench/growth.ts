import { generateKeyPairSync } from 'node:crypto';
import type { JWK } from 'jose';
import { startProduct } from '../test/support/product/product.js';
import { type BareProcess, startBareProcess } from './bare/bare-process.js';
import type { BenchmarkOptions } from './benchmark.js';
import { filledDatabase } from './growth/filled.js';
import { pollsBeside } from './growth/polls.js';
import { inGroups } from './in-groups.js';
import { commandsOf, type Meters, readMeters, used } from './meters.js';
import { numberOption } from './option.js';
import { passwordCpu } from './password-cpu.js';
import { report } from './report.js';
import { benchPartner, suretySide } from './signin/sides.js';
import { hundredth } from './statistics.js';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = { ...privateKey.export({ format: 'jwk' }), kid: 'bench' } as JWK;

/** Accounts in the database, each with a verification. `--most=N` leaves out what is above (10,000 unless told: filling takes its time), `--least=N` what is below. */
const sizes = [1_000, 10_000, 100_000, 1_000_000];
const people = 40;
const together = 8;
const sessions = 6;

/** What a status poll and a sign-in cost, from a thousand accounts up to as many as are asked for; polls beside Express alone. */
export async function run({ json }: BenchmarkOptions): Promise<void> {
  const [least, most] = [numberOption('least', 0), numberOption('most', 10_000)];
  // Express with one route and nothing else: what any answer to a poll costs at least.
  const bare = await startBareProcess('./route.js', { NODE_ENV: 'production' });
  const hash = await passwordCpu();
  try {
    for (const size of sizes.filter((one) => one >= least && one <= most)) {
      report(json, 'growth', `With ${size} accounts`, [{ accounts: size, ...(await measure(size, bare, hash)) }]);
    }
  } finally {
    await bare.stop();
  }
}

async function measure(size: number, bare: BareProcess, hash: number) {
  const { verificationIds, ...kept } = await filledDatabase(size, benchPartner(key, '')._id);
  const env = { TRUST_PROXY: '1' };
  const product = await startProduct({ kept, env, partners: (devUrl) => [benchPartner(key, devUrl)] });
  try {
    const polls = await pollsBeside(product, bare, key, verificationIds);
    const side = await suretySide(product, key, people, runNumber());
    const everybody = Array.from({ length: people }, (_, number) => number);
    await inGroups(together, everybody, (number) => side.full(number));
    const full = await costOf(people, () => inGroups(together, everybody, (number) => side.full(number)));
    const again = Array.from({ length: sessions }, () => everybody).flat();
    await inGroups(together, everybody, (number) => side.bySession(number));
    const sso = await costOf(again.length, () => inGroups(together, again, (number) => side.bySession(number)));
    return {
      ...polls,
      'by session: CPU ms': hundredth(sso.cpu.api),
      'its writes': hundredth(commandsOf(sso, 'write')),
      'its reads': hundredth(commandsOf(sso, 'read')),
      'by pages: CPU ms, hash aside': hundredth(full.cpu.api + full.cpu.worker - hash),
      'their writes': hundredth(commandsOf(full, 'write')),
      'their reads': hundredth(commandsOf(full, 'read')),
    };
  } finally {
    await product.stop();
  }

  async function costOf(count: number, work: () => Promise<unknown>): Promise<Meters> {
    const before = await readMeters(product);
    await work();
    return used(before, await readMeters(product), count);
  }
}

/** People of a run of its own: those of earlier ones are in the database still. */
const runNumber = (): number => (Math.floor(Date.now() / 1_000) % 2_000) * people;
