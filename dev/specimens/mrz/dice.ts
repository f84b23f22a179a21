import { randomFrom } from '../random.js';

/** Repeatable choices from one seed. */
export interface Dice {
  /** In [0, 1). */
  roll(): number;
  /** Whether something with this probability happens. */
  chance(probability: number): boolean;
  between(low: number, high: number): number;
  /** A whole number, both ends included. */
  whole(low: number, high: number): number;
  one<T>(of: readonly T[]): T;
  /** So many characters out of `of`. */
  text(length: number, of: string): string;
}

/** @param seed the same seed gives the same choices on every machine */
export function diceFrom(seed: number): Dice {
  const roll = randomFrom(seed);
  const whole = (low: number, high: number): number => low + Math.floor(roll() * (high - low + 1));
  return {
    roll,
    chance: (probability) => roll() < probability,
    between: (low, high) => low + roll() * (high - low),
    whole,
    one: (of) => {
      const chosen = of[whole(0, of.length - 1)];
      if (chosen === undefined) throw new RangeError('nothing to choose from');
      return chosen;
    },
    text: (length, of) => Array.from({ length }, () => of.charAt(whole(0, of.length - 1))).join(''),
  };
}
