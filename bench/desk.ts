import { startProduct } from '../test/support/product/product.js';
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
const looks = 40;

/** The caseworkers' desk with 10,000 open cases: CPU of each page, and 50 checkers who start the next case at once. */
export async function run({ json }: BenchmarkOptions): Promise<void> {
  const product = await startProduct({ env: { TRUST_PROXY: 'loopback' } });
  const store = await openProductStore(product);
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
    const rows = [];
    for (const page of [...pages, address]) {
      const look = async () => (await senior.request(page)).text();
      for (let warm = 0; warm < 10; warm++) await look();
      const before = await readMeters(product);
      for (let n = 0; n < looks; n++) await look();
      const each = used(before, await readMeters(product), looks);
      rows.push({
        page: page === address ? 'a case' : page,
        'CPU ms': tenth(each.cpu.api),
        reads: tenth(commandsOf(each, 'read')),
      });
    }
    report(json, 'desk', `Pages of the desk with ${size} open cases`, rows);

    const crowd = await Promise.all(
      Array.from({ length: checkers }, async (_, n) => {
        const browser = await staffBrowser(product, store, `checker ${n}`, ['checker']);
        return { browser, token: await tokenOf(browser) };
      }),
    );
    const times: number[] = [];
    const given = await Promise.all(
      crowd.map(async ({ browser, token }) => {
        const began = performance.now();
        const { headers } = await browser.request('/casework/start-next', { method: 'POST', body: token });
        times.push(performance.now() - began);
        return headers.get('location');
      }),
    );
    const row = {
      checkers,
      'cases given': given.filter(Boolean).length,
      different: new Set(given).size,
      'p50 ms': Math.round(percentile(times, 0.5)),
      'p95 ms': Math.round(percentile(times, 0.95)),
    };
    report(json, 'start-next', `${checkers} checkers start the next case at once`, [row]);
  } finally {
    await store.close();
    await product.stop();
  }
}
