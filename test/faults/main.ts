import { verifyAudit } from '../../store/audit/verify-audit.js';
import { type Part, parts, startProduct } from '../support/product/product.js';
import { openProductStore } from '../support/store/product-store.js';
import { drawnFaults, ways } from './drawn-faults.js';
import { type Fault, faultAt, moments } from './fault.js';
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
 *   --rounds N    in place of the matrix: N people, each through faults of all kinds drawn by chance, some of them at once
 *   --from K      with --rounds and a seed: goes on with person K, where a run before ended
 *   --ways W      with --rounds: these kinds only, such as ahead,behind; full is left out where this process may not mount a disk
 */
const option = (name: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const seed = Number(option('seed') ?? Math.floor(Math.random() * 1e6));
const only = option('only')?.split(',');
const chosenParts = parts.filter((part) => !only || only.includes(part));
const chosenMoments = moments.filter((moment) => (option('moment') ?? moment) === moment);
const drawn = Number(option('rounds') ?? 0);
const first = Number(option('from') ?? 0);
const mayMount = process.getuid?.() === 0 && process.platform === 'linux';
const chosenWays = ways
  .filter((how) => how !== 'full' || mayMount)
  .filter((how) => option('ways')?.split(',').includes(how) ?? true);

type Planned = { name: string; faults: readonly Fault[] };
const stepsOf = (part: Part) => placesOf(part).filter((place) => (option('step') ?? place) === place);
const matrix = (): Planned[] =>
  chosenParts.flatMap((part) =>
    chosenMoments.map((moment) => ({
      name: `${part} ${moment}`,
      faults: stepsOf(part).map((step) => faultAt(seed, step, part, moment)),
    })),
  );
const byChance = (): Planned[] =>
  Array.from({ length: drawn }, (_, number) => {
    const faults = drawnFaults(seed + number, chosenWays);
    return { name: faults.map(({ part, how, step }) => `${how} ${part} at ${step}`).join(', '), faults };
  });
const plain: Planned[] = process.argv.includes('--plain') ? [{ name: 'no fault', faults: [] }] : [];
const rounds = [...plain, ...(drawn > 0 ? byChance() : matrix())];

/** What the processes logged as their own faults. */
const errorsOf = (logs: string) => logs.split('\n').filter((line) => line.includes('"level":"error"'));

// Leaving takes the product's processes along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

console.log(`Seed ${seed}: ${rounds.length} rounds${first > 0 ? ` from ${first} on` : ''}`);
let wrong = 0;
const totals = { faults: 0, messages: 0, secondCopies: 0, apologies: 0, longestMs: 0 };
const product = await startProduct({
  pdsRate: 100_000,
  retryWrites: true,
  proxied: drawn > 0,
  smallDisks: drawn > 0 && chosenWays.includes('full'),
  env: { TRUST_PROXY: '1' },
});
try {
  for (const [number, { name, faults }] of [...rounds.entries()].slice(first)) {
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
    totals.faults += result.faults.length;
    totals.messages += messages;
    totals.secondCopies += secondCopies;
    totals.apologies += apologies;
    totals.longestMs = Math.max(totals.longestMs, longestMs);
    console.log(
      `${name}: ${result.faults.length} faults, ${seconds} s, ${messages} messages, ${secondCopies} second copies, ` +
        `${apologies} apologies, ${resends} codes asked for again, longest wait ${Math.round(longestMs / 1000)} s`,
    );
    for (const line of [...new Set([...broken, ...result.wrong, ...result.detours])]) console.log(`  ${line}`);
    for (const { step } of result.missed) console.log(`  never came to ${step}`);
    for (const line of result.wrong.length > 0 ? errorsOf(product.logs()) : []) console.log(`  ${line}`);
    wrong += broken.length + result.wrong.length;
  }
  const { faults, messages, secondCopies, apologies, longestMs } = totals;
  console.log(
    `In all: ${rounds.length - first} people, ${faults} faults, ${messages} messages, ${secondCopies} second copies, ` +
      `${apologies} apologies, longest wait ${Math.round(longestMs / 1000)} s`,
  );
  const store = await openProductStore(product);
  const { broken, sealed, unsealed } = await verifyAudit(store.tools);
  await store.close();
  console.log(
    `The audit: ${sealed} entries in their chain, ${unsealed} wait, ${broken ? JSON.stringify(broken) : 'whole'}`,
  );
  if (broken) wrong += 1;
  if (process.argv.includes('--logs')) console.log(product.logs().slice(-20_000));
} finally {
  await product.stop();
}
console.log(wrong === 0 ? 'Nothing was lost, nothing happened twice.' : `${wrong} things went wrong.`);
process.exit(wrong === 0 ? 0 : 1);
