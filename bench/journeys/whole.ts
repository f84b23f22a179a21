import { setTimeout as sleep } from 'node:timers/promises';
import { bareActivities, bareUpdates } from '../bare/messages.js';
import { HttpPerson } from '../http-person.js';
import { commandsOf, readMeters, used } from '../meters.js';
import { travellerWithPassport } from '../people.js';
import { mean, percentile, tenth } from '../statistics.js';
import type { Part } from './part.js';
import { workDone } from './work-done.js';

const people = 6;
/** The first ones meet cold code, which the bare workflow has long run through. */
const warmingUp = 2;

/** Whole journeys from nothing to P9 by passport and face, one at a time, each followed by a bare workflow. */
export async function measureWhole({ product, bare, tell }: Part): Promise<void> {
  const rows: Record<string, string | number>[] = [];
  const ratios: number[] = [];
  for (let number = 0; number < warmingUp + people; number++) {
    const person = new HttpPerson(product, await travellerWithPassport(product, 500 + number));
    const before = await readMeters(product);
    const from = new Date();
    const began = performance.now();
    await person.walk('P9');
    const wholeMs = performance.now() - began - person.filmedMs;
    // The last messages are on their way.
    await sleep(1_000);
    const after = used(before, await readMeters(product), 1);
    const done = await workDone(product, from, new Date());
    const bareMs = percentile([await bare.once(), await bare.once(), await bare.once()], 0.5);
    const asideMs = wholeMs - done.checksMs;
    if (number < warmingUp) continue;
    ratios.push(asideMs / bareMs);
    rows.push({
      journey: number + 1 - warmingUp,
      'whole ms': Math.round(wholeMs),
      'checks ms': Math.round(done.checksMs),
      'checks aside ms': Math.round(asideMs),
      'bare ms': Math.round(bareMs),
      ratio: tenth(asideMs / bareMs),
      updates: done.updates,
      activities: done.activities,
      writes: commandsOf(after, 'write'),
      reads: commandsOf(after, 'read'),
      'api CPU ms': Math.round(after.cpu.api),
      'worker CPU ms': Math.round(after.cpu.worker),
      'checks CPU ms': Math.round(after.cpu.checks),
    });
  }
  const about = `bare workflow: ${bareUpdates} Updates, ${bareActivities} activities; mean ratio ${mean(ratios).toFixed(2)}, goal 1.5`;
  tell('whole', `Journeys from nothing to P9, one person at a time (${about})`, rows);
}
