import { randomFrom } from '../../dev/specimens/random.js';
import { parts } from '../support/product/product.js';
import { type How, outside, type Struck, waysToStrike } from './begin-fault.js';
import { type Fault, moments } from './fault.js';
import { placesOf } from './round.js';

export const ways = [...new Set(Object.values(waysToStrike).flat())];
/** A fault lasts 0.2 to 6 seconds. */
const shortest = 200;
const longest = 6_000;

/**
 * Two to five faults on one person's way, of any part in any way, now and then two parts at once. The same for the same seed.
 * @param only ways to strike; those of other parts are not drawn
 */
export function drawnFaults(seed: number, only: readonly How[] = ways): Fault[] {
  const random = randomFrom(seed);
  const one = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const waysOf = (part: Struck) => waysToStrike[part].filter((how) => only.includes(how));
  const struck = [...parts, ...outside].filter((part) => waysOf(part).length > 0);
  const faults: Fault[] = [];
  const count = 2 + Math.floor(random() * 4);
  while (faults.length < count) {
    const part = one(struck);
    const together = random() < 0.3 ? faults.at(-1)?.step : undefined;
    const step = together && placesOf(part).includes(together) ? together : one(placesOf(part));
    if (faults.some((other) => other.step === step && (other.part === part || step !== together))) continue;
    faults.push({
      ...{ step, part, how: one(waysOf(part)), moment: one(moments) },
      delayMs: Math.floor(random() * 300),
      downMs: shortest + Math.floor(random() * (longest - shortest)),
    });
  }
  return faults;
}
