import { HttpPerson } from '../http-person.js';
import { commandsOf, readMeters, used } from '../meters.js';
import { traveller } from '../people.js';
import { percentile, tenth } from '../statistics.js';
import type { Part } from './part.js';

const loads = [
  { together: 1, people: 6 },
  { together: 10, people: 30 },
  { together: 50, people: 100 },
] as const;

/** Journeys from nothing to P5, by so many people at once, and as many bare workflows at once. */
export async function measureLoad({ product, bare, tell }: Part): Promise<void> {
  const rows: Record<string, string | number>[] = [];
  let number = 2_000;
  for (const { together, people } of loads) {
    const who = Array.from({ length: people }, () => traveller(product, number++));
    const before = await readMeters(product);
    const journeys = await atOnce(together, people, () =>
      new HttpPerson(product, who.pop() as (typeof who)[number]).walk('P5'),
    );
    const each = used(before, await readMeters(product), people);
    const bares = await atOnce(together, people, () => bare.once());
    rows.push({
      'at once': together,
      people,
      'journeys a second': tenth(journeys.perSecond),
      'p50 ms': Math.round(percentile(journeys.times, 0.5)),
      'p95 ms': Math.round(percentile(journeys.times, 0.95)),
      'bare a second': tenth(bares.perSecond),
      'bare p50 ms': Math.round(percentile(bares.times, 0.5)),
      ratio: tenth(percentile(journeys.times, 0.5) / percentile(bares.times, 0.5)),
      'api CPU ms': Math.round(each.cpu.api),
      'worker CPU ms': Math.round(each.cpu.worker),
      'store writes': tenth(commandsOf(each, 'write')),
      'store reads': tenth(commandsOf(each, 'read')),
    });
  }
  tell('load', 'Journeys from nothing to P5, many people at once, beside as many bare workflows', rows);
}

async function atOnce(together: number, total: number, work: () => Promise<unknown>) {
  const times: number[] = [];
  let begun = 0;
  const began = performance.now();
  const worker = async () => {
    while (begun < total) {
      begun += 1;
      const start = performance.now();
      await work();
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: together }, worker));
  return { times, perSecond: (1000 * total) / (performance.now() - began) };
}
