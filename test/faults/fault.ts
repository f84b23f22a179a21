import { setTimeout as sleep } from 'node:timers/promises';
import { randomFrom } from '../../dev/specimens/random.js';
import type { Part, Product } from '../support/product.js';

/** `before`: the part is down when the form is posted. `during`: it is killed while the form is on its way. */
export const moments = ['before', 'during'] as const;
export type Moment = (typeof moments)[number];

/** A part that is killed once, when a person (or a checker) acts on a page. */
export interface Fault {
  /** The name of the page. */
  readonly step: string;
  readonly part: Part;
  readonly moment: Moment;
  /** From the posting to the kill, for `during`, in milliseconds. */
  readonly delayMs: number;
  /** From the kill to the start, in milliseconds. */
  readonly downMs: number;
}

/** The same fault for the same seed, step, part and moment, whatever else is in the round. */
export function faultAt(seed: number, step: string, part: Part, moment: Moment): Fault {
  const text = `${step} ${part} ${moment}`;
  const random = randomFrom([...text].reduce((hash, letter) => hash * 31 + letter.charCodeAt(0), seed) % 2 ** 32);
  return { step, part, moment, delayMs: Math.floor(random() * 300), downMs: 200 + Math.floor(random() * 1_800) };
}

/** What became of a piece of work: its value, or what it failed with. */
export type Outcome<T> = { value: T; error?: undefined } | { value?: undefined; error: unknown };

/** Does a piece of work while a part is killed and started again, as a supervisor would. Ends when both have ended. */
export async function struck<T>(product: Product, fault: Fault, work: () => Promise<T>): Promise<Outcome<T>> {
  const { part, moment, delayMs, downMs } = fault;
  if (moment === 'before') await product.kill(part);
  const strike = async () => {
    if (moment === 'during') {
      await sleep(delayMs);
      await product.kill(part);
    }
    await sleep(downMs);
    await product.start(part);
  };
  const [outcome] = await Promise.all([attempt(work), strike()]);
  return outcome;
}

export async function attempt<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error };
  }
}
