import { type Part, parts, startProduct } from '../support/product.js';
import { faultAt, type Moment, moments } from './fault.js';
import { placesOf, round, somebody } from './round.js';

/**
 * The whole matrix: each part is killed at each step, before the form is posted and while it is on its way. A round kills one part
 * at one moment at all the steps of one person's journey.
 *
 *   --seed N      the same delays again; printed at the start
 *   --only PART   one part, or several with commas
 *   --moment M    before or during
 *   --step NAME   one step only, as it is printed
 *   --plain       a round without any fault first
 */
const option = (name: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const seed = Number(option('seed') ?? Math.floor(Math.random() * 1e6));
const only = option('only')?.split(',');
const chosenParts = parts.filter((part) => !only || only.includes(part));
const chosenMoments = moments.filter((moment) => (option('moment') ?? moment) === moment);
const plain: { part?: Part; moment?: Moment }[] = process.argv.includes('--plain') ? [{}] : [];
const rounds = [...plain, ...chosenParts.flatMap((part) => chosenMoments.map((moment) => ({ part, moment })))];

/** What the processes logged as their own faults. */
const errorsOf = (logs: string) => logs.split('\n').filter((line) => line.includes('"level":"error"'));

// Leaving takes the product's processes along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

console.log(`Seed ${seed}: ${rounds.length} rounds`);
let wrong = 0;
const product = await startProduct({ pdsRate: 100_000, retryWrites: true, env: { TRUST_PROXY: '1' } });
try {
  for (const [number, { part, moment }] of rounds.entries()) {
    const steps = part ? placesOf(part).filter((place) => (option('step') ?? place) === place) : [];
    const faults = steps.map((step) => faultAt(seed, step, part ?? 'api', moment ?? 'before'));
    const name = part ? `${part} ${moment}` : 'nothing killed';
    const began = Date.now();
    const who = await somebody(product, (seed % 5_000) * 20 + number);
    const result = await round(product, who, faults, seed + number).catch((error: unknown) => ({ error }));
    const seconds = Math.round((Date.now() - began) / 1000);
    if ('error' in result) {
      wrong += 1;
      console.log(
        `${name}: STOPPED after ${seconds} s: ${result.error instanceof Error ? result.error.stack : result.error}`,
      );
      continue;
    }
    const { messages, secondCopies, apologies, resends, longestMs, broken } = result;
    console.log(
      `${name}: ${result.faults.length} kills, ${seconds} s, ${messages} messages, ${secondCopies} second copies, ` +
        `${apologies} apologies, ${resends} codes asked for again, longest wait ${Math.round(longestMs / 1000)} s`,
    );
    for (const line of [...new Set([...broken, ...result.wrong, ...result.detours])]) console.log(`  ${line}`);
    for (const { step } of result.missed) console.log(`  never came to ${step}`);
    for (const line of result.wrong.length > 0 ? errorsOf(product.logs()) : []) console.log(`  ${line}`);
    wrong += broken.length + result.wrong.length;
  }
  if (process.argv.includes('--logs')) console.log(product.logs().slice(-20_000));
} finally {
  await product.stop();
}
console.log(wrong === 0 ? 'Nothing was lost, nothing happened twice.' : `${wrong} things went wrong.`);
process.exit(wrong === 0 ? 0 : 1);
