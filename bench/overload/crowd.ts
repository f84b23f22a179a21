import { setTimeout as sleep } from 'node:timers/promises';
import type { Product } from '../../test/support/product/product.js';
import { doings } from '../doings.js';
import { type Doing, HttpPerson, type Traveller } from '../http-person.js';

/** What became of those who came: told to wait at the door, back at the partner, or lost on the way. Times in milliseconds. */
export type Outcome = { toldToWait: number[]; finished: number[]; lost: string[] };

/** A person reads and types: so long they stay on each page, in milliseconds. */
const onPage = 1_000;

const unhurried = Object.fromEntries(
  Object.entries(doings).map(([page, doing]): [string, Doing] => [
    page,
    async (person, shown) => {
      await sleep(onPage);
      return doing(person, shown);
    },
  ]),
);

/** People who come to sign in, whether those before them have gone on or not. */
export function crowdOf(product: Product, people: readonly Traveller[]) {
  const free = [...people];
  const under = new Set<Promise<void>>();

  async function come(outcome: Outcome): Promise<void> {
    const who = free.shift();
    if (!who) return;
    const began = performance.now();
    try {
      const person = new HttpPerson(product, who, unhurried);
      const door = await person.open(`${product.devUrl}/login?level=P0`);
      if (door.status === 503) {
        outcome.toldToWait.push(performance.now() - began);
        return;
      }
      await person.walkOn(door);
      outcome.finished.push(performance.now() - began);
    } catch (error) {
      outcome.lost.push(String(error).slice(0, 200));
    } finally {
      free.push(who);
    }
  }

  return {
    /** Lets so many come each second, for so long. Resolves when the last has come, not when they are done. */
    async comeFor(seconds: number, perSecond: number): Promise<Outcome> {
      const outcome: Outcome = { toldToWait: [], finished: [], lost: [] };
      const began = performance.now();
      for (let number = 0; number < seconds * perSecond; number++) {
        await sleep(Math.max(0, began + (number * 1_000) / perSecond - performance.now()));
        const one = come(outcome).finally(() => under.delete(one));
        under.add(one);
      }
      return outcome;
    },
    /** Resolves when nobody is under way any more. */
    allGone: async () => {
      while (under.size > 0) await Promise.race(under);
    },
  };
}
