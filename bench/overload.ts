import { setTimeout as sleep } from 'node:timers/promises';
import { partnerApi } from '../test/support/partners/partner-api.js';
import { type Product, startProduct } from '../test/support/product/product.js';
import { openProductStore } from '../test/support/store/product-store.js';
import { makeAccounts } from './accounts.js';
import type { BenchmarkOptions } from './benchmark.js';
import { bytesHeld } from './bytes-held.js';
import { HttpPerson, type Traveller } from './http-person.js';
import { inGroups } from './in-groups.js';
import { numberOption } from './option.js';
import { crowdOf } from './overload/crowd.js';
import { pollSteadily } from './overload/polls.js';
import { traveller } from './people.js';
import { report } from './report.js';
import { percentile, tenth } from './statistics.js';

/** Accounts; each is sent ten codes an hour at most. */
const accounts = numberOption('accounts', 400);
const seconds = numberOption('seconds', 60);
const times = 5;
const pollsPerSecond = 10;

/**
 * How many sign-ins a second the product carries; and then five times as many for a minute, while a partner polls: what becomes of those
 * who had begun, of those who come, of the polls, and when all is well again. The people walk on the same machine and use it up as well.
 */
export async function run({ json }: BenchmarkOptions): Promise<void> {
  const product = await startProduct({ env: { TRUST_PROXY: '1' } });
  try {
    const people = await makeAccounts(
      product,
      Array.from({ length: accounts }, (_, number) => traveller(product, number)),
    );
    const [known, ...others] = people;
    if (!known) throw new Error('--accounts must be at least 2');
    await new HttpPerson(product, known).walk('P0');
    const store = await openProductStore(product);
    const journey = await store.tools.db.collection<{ _id: string }>('journeys').findOne({});
    await store.close();
    const id = journey?._id ?? '';
    const api = await partnerApi(product);

    await carried(product, others.slice(0, 24));
    const perSecond = await carried(product, others.slice(24, 120));
    const quiet = pollSteadily(api, id, pollsPerSecond);
    await sleep(5_000);
    const before = await quiet();

    const crowd = crowdOf(product, others.slice(120));
    const stopPolling = pollSteadily(api, id, pollsPerSecond);
    const memory = watchMemory(product);
    const outcome = await crowd.comeFor(seconds, times * perSecond);
    const ended = performance.now();
    const recovered = await untilWell(product, known);
    await crowd.allGone();
    const polls = await stopPolling();
    report(
      json,
      'overload',
      `${tenth(perSecond)} sign-ins a second are carried; ${times} times as many for ${seconds} s`,
      [
        row('newcomers told to wait', outcome.toldToWait, outcome.toldToWait.length),
        row('sign-ins begun and finished', outcome.finished, outcome.finished.length),
        row('sign-ins begun and lost', [], outcome.lost.length),
        row('polls before', before.times, before.times.length),
        row('polls answered', polls.times, polls.times.length),
        row('polls refused', [], polls.refused),
      ],
    );
    const rss = memory();
    report(json, 'overload-memory', 'Memory of api, and how long until newcomers are let in as ever', [
      {
        process: 'api',
        'MB before': rss[0] ?? 0,
        'at most': Math.max(...rss),
        after: rss.at(-1) ?? 0,
        'well after s': tenth((recovered - ended) / 1_000),
      },
    ]);
    for (const why of new Set(outcome.lost)) console.error(why);
  } catch (error) {
    console.error(product.logs().slice(-4_000));
    throw error;
  } finally {
    await product.stop();
  }
}

const row = (what: string, ms: readonly number[], count: number) => ({
  what,
  count,
  'p50 ms': Math.round(percentile(ms, 0.5)),
  'p95 ms': Math.round(percentile(ms, 0.95)),
  'p99 ms': Math.round(percentile(ms, 0.99)),
});

/** Sign-ins a second, with as many people at once as keep it busy and none told to wait. */
async function carried(product: Product, people: readonly Traveller[]): Promise<number> {
  const began = performance.now();
  await inGroups(8, people, (who) => new HttpPerson(product, who).walk('P0'));
  return (1_000 * people.length) / (performance.now() - began);
}

/** Resolves with the moment from which twenty newcomers, one after the other, are let in. */
async function untilWell(product: Product, who: Traveller): Promise<number> {
  let since = performance.now();
  for (let well = 0; well < 20; ) {
    const door = await new HttpPerson(product, who).open(`${product.devUrl}/login?level=P0`);
    if (door.status === 200) well += 1;
    else well = 0;
    if (well === 0) since = performance.now();
    await sleep(100);
  }
  return since;
}

/** Megabytes that api holds, each second (Linux). */
function watchMemory(product: Product): () => number[] {
  const held: number[] = [];
  const look = () => {
    held.push(Math.round(bytesHeld(product.pidOf('api'), 'VmRSS') / 1_048_576));
  };
  look();
  const timer = setInterval(look, 1_000);
  return () => {
    clearInterval(timer);
    look();
    return held;
  };
}
