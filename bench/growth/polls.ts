import type { JWK } from 'jose';
import { relyingParty } from '../../test/support/partners/partner-api.js';
import type { Product } from '../../test/support/product/product.js';
import type { BareProcess } from '../bare/bare-process.js';
import { inGroups } from '../in-groups.js';
import { commandsOf, type Meters, readMeters, used } from '../meters.js';
import { benchPartner } from '../signin/sides.js';
import { hundredth, percentile } from '../statistics.js';

const polls = 2_000;
/** Turns of each, one after the other, so that what else the machine does falls on both. */
const rounds = 5;
const together = 8;

/** What one status poll costs, beside Express alone that answers the same from memory; medians of the turns. */
export async function pollsBeside(product: Product, bare: BareProcess, key: JWK, ids: readonly string[]) {
  const { _id } = benchPartner(key, product.devUrl);
  const token = await (await relyingParty(product, _id, key)).apiToken();
  const headers = { authorization: `Bearer ${token}` };
  const chosen = Array.from({ length: polls }, () => ids[Math.floor(Math.random() * ids.length)] ?? '');
  const ours = () =>
    inGroups(together, chosen, (id) => poll(`${product.suretyUrl}/partner/v1/verifications/${id}`, headers));
  const theirs = () => inGroups(together, chosen, (id) => poll(`${bare.url}/verifications/${id}`, headers));
  await ours();
  await theirs();

  const costs: Meters[] = [];
  const bareMs: number[] = [];
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = await readMeters(product);
    times.push(...(await ours()));
    costs.push(used(before, await readMeters(product), polls));
    const bareBefore = await bare.cpuMs();
    await theirs();
    bareMs.push(((await bare.cpuMs()) - bareBefore) / polls);
  }
  const middle = (values: readonly number[]) => hundredth(percentile(values, 0.5));
  return {
    'poll: CPU ms': middle(costs.map(({ cpu }) => cpu.api)),
    'Express alone': middle(bareMs),
    reads: middle(costs.map((cost) => commandsOf(cost, 'read'))),
    writes: middle(costs.map((cost) => commandsOf(cost, 'write'))),
    'p50 ms': middle(times),
  };
}

/** @returns milliseconds */
async function poll(url: string, headers: Record<string, string>): Promise<number> {
  const began = performance.now();
  const answer = await fetch(url, { headers });
  if (answer.status !== 200) throw new Error(`a poll was answered by ${answer.status}`);
  await answer.arrayBuffer();
  return performance.now() - began;
}
