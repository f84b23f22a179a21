import { setTimeout as sleep } from 'node:timers/promises';
import { randomFrom } from '../../dev/specimens/random.js';
import type { Part, Product } from '../support/product/product.js';
import { beginFault, type How, type Struck } from './begin-fault.js';

/** `before`: the part is struck when the form is posted. `during`: while the form is on its way. */
export const moments = ['before', 'during'] as const;
export type Moment = (typeof moments)[number];

/** A part that is struck once, when a person (or a checker) acts on a page. */
export interface Fault {
  /** The name of the page. */
  readonly step: string;
  readonly part: Struck;
  readonly how: How;
  readonly moment: Moment;
  /** From the posting to the fault, for `during`, in milliseconds. */
  readonly delayMs: number;
  /** How long it lasts, in milliseconds. */
  readonly downMs: number;
}

/** The same kill for the same seed, step, part and moment, whatever else is in the round. */
export function faultAt(seed: number, step: string, part: Part, moment: Moment): Fault {
  const text = `${step} ${part} ${moment}`;
  const random = randomFrom([...text].reduce((hash, letter) => hash * 31 + letter.charCodeAt(0), seed) % 2 ** 32);
  const [delayMs, downMs] = [Math.floor(random() * 300), 200 + Math.floor(random() * 1_800)];
  return { step, part, how: 'kill', moment, delayMs, downMs };
}

/** What became of a piece of work: its value, or what it failed with. */
export type Outcome<T> = { value: T; error?: undefined } | { value?: undefined; error: unknown };

/** Does a piece of work while parts are struck and mended again, as a supervisor would. Ends when all have ended. */
export async function struck<T>(
  product: Product,
  faults: readonly Fault[],
  work: () => Promise<T>,
): Promise<Outcome<T>> {
  const strike = async (fault: Fault, begun?: () => Promise<void>) => {
    if (fault.moment === 'during') await sleep(fault.delayMs);
    const mend = begun ?? (await beginFault(product, fault));
    await sleep(fault.downMs);
    await mend();
  };
  const strikes = await Promise.all(
    faults.map(async (fault) => {
      const begun = fault.moment === 'before' ? await beginFault(product, fault) : undefined;
      return () => strike(fault, begun);
    }),
  );
  const [outcome] = await Promise.all([attempt(work), ...strikes.map((begin) => begin())]);
  return outcome;
}

export async function attempt<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error };
  }
}
