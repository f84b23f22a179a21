import { setTimeout } from 'node:timers/promises';
import { type Product, startProduct } from '../test/support/product/product.js';
import { openProductStore } from '../test/support/store/product-store.js';
import type { BenchmarkOptions } from './benchmark.js';
import { fillDesk } from './desk/fill.js';
import { staffBrowser, tokenOf } from './desk/staff-browser.js';
import { commandsOf, readMeters, used } from './meters.js';
import { numberOption } from './option.js';
import { report } from './report.js';
import { percentile, tenth } from './statistics.js';

const size = numberOption('cases', 10_000);
const checkers = 50;
const looks = 20;

/** The caseworkers' desk with 10,000 open cases: CPU of each page, and 50 checkers who start the next case at once. */
export async function run({ json }: BenchmarkOptions): Promise<void> {
  const product = await startProduct({ env: { TRUST_PROXY: 'loopback' } });
  const store = await openProductStore(product, { answerWithinMs: 0 });
  try {
    await fillDesk(store, size);
    const senior = await staffBrowser(product, store, 'senior', ['checker', 'senior']);
    const first = await senior.request('/casework/start-next', { method: 'POST', body: await tokenOf(senior) });
    const address = String(first.headers.get('location'));
    const pages = [
      '/casework',
      '/casework/in-progress',
      '/casework/holding',
      '/casework/completed',
      '/casework/assurance',
    ];
    const idle = await idleCpu(product);
    const rows = [];
    for (const page of [...pages, address]) {
      const look = async () => (await senior.request(page)).text();
      for (let warm = 0; warm < 10; warm++) await look();
      const began = performance.now();
      const before = await readMeters(product);
      for (let n = 0; n < looks; n++) await look();
      const each = used(before, await readMeters(product), looks);
      rows.push({
        page: page === address ? 'a case' : page,
        'CPU ms': tenth(each.cpu.api - (idle * (performance.now() - began)) / looks),
        reads: tenth(commandsOf(each, 'read')),
      });
    }
    report(json, 'desk', `Pages of the desk with ${size} open cases, without what api takes when nobody asks`, rows);

    // Of the store itself: a slow database must not turn anybody away, as api would.
    const times: number[] = [];
    const given = await Promise.all(
      Array.from({ length: checkers }, async (_, n) => {
        const began = performance.now();
        const claimed = await store.reviews.claimNext({ checkerId: `checker ${n}`, senior: false }, new Date());
        times.push(performance.now() - began);
        return claimed?._id;
      }),
    );
    const row = {
      checkers,
      'cases given': given.filter(Boolean).length,
      different: new Set(given.filter(Boolean)).size,
      'p50 ms': Math.round(percentile(times, 0.5)),
      'p95 ms': Math.round(percentile(times, 0.95)),
    };
    report(json, 'start-next', `${checkers} checkers start the next case at once`, [row]);
  } finally {
    await store.close();
    await product.stop();
  }
}

/** Milliseconds of CPU that api takes in a millisecond in which nobody asks anything. */
async function idleCpu(product: Product): Promise<number> {
  const began = performance.now();
  const before = await readMeters(product);
  await setTimeout(10_000);
  return used(before, await readMeters(product), performance.now() - began).cpu.api;
}
