import { HttpPerson } from '../http-person.js';
import { traveller } from '../people.js';
import { percentile, tenth } from '../statistics.js';
import type { Part } from './part.js';

const people = 12;
/** The first ones warm the processes up and are not counted. */
const warming = 4;

/** Each step of a journey from nothing to P5, alone: from what the person posts until the next page is there. */
export async function measureSteps({ product, tell }: Part): Promise<void> {
  const steps = new Map<string, number[]>();
  for (let number = 0; number < people; number++) {
    const person = new HttpPerson(product, traveller(product, number));
    await person.walk('P5');
    if (number < warming) continue;
    for (const { step, ms } of person.timings) steps.set(step, [...(steps.get(step) ?? []), ms]);
  }
  const rows = [...steps].map(([step, times]) => ({
    step,
    times: times.length,
    'p50 ms': tenth(percentile(times, 0.5)),
    'p95 ms': tenth(percentile(times, 0.95)),
  }));
  tell('steps', 'Steps of a journey from nothing to P5, one person at a time', rows);
}
