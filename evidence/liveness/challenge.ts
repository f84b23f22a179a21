import { COLOURS, type Colour } from './colours.js';
import type { Pose } from './pose.js';

/** What a scan is asked to do. */
export interface LivenessChallenge {
  /** The poses to take, in this order: from the centre to both sides, back to the centre at the end. */
  poses: readonly Pose[];
  /** What the screen shows, one after the other, during the last pose. Empty where no colours are asked for. */
  colours: readonly Colour[];
}

const POSES: readonly Pose[] = ['centre', 'left', 'right'];
const LENGTHS = [4, 5, 6];
const COLOURS_SHOWN = 5;
const LEAST_COLOURS = 3;

/** Every sequence of so many things that never has the same one twice running. */
function sequencesOf<T>(things: readonly T[], length: number): T[][] {
  let sequences: T[][] = [[]];
  for (let step = 0; step < length; step++) {
    sequences = sequences.flatMap((one) => things.filter((next) => next !== one.at(-1)).map((next) => [...one, next]));
  }
  return sequences;
}

const ORDERS: readonly Pose[][] = LENGTHS.flatMap((length) => sequencesOf(POSES, length)).filter(
  (order) => order[0] === 'centre' && order.at(-1) === 'centre' && order.includes('left') && order.includes('right'),
);

/** Three different colours at least: two could be taken for a lamp that is switched. */
const COLOUR_SEQUENCES: readonly Colour[][] = sequencesOf(COLOURS, COLOURS_SHOWN).filter(
  (colours) => new Set(colours).size >= LEAST_COLOURS,
);

/** How many different orders of poses there are, and how many sequences of colours with each. */
export const CHALLENGE_COUNT = { orders: ORDERS.length, colours: COLOUR_SEQUENCES.length } as const;

/** The challenge that these random bytes (eight or more) choose; the same bytes choose the same one again. */
export function challengeFor(random: Uint8Array): LivenessChallenge {
  if (random.length < 8) throw new RangeError('A challenge needs eight random bytes');
  const view = new DataView(random.buffer, random.byteOffset, 8);
  return {
    poses: ORDERS[view.getUint32(0) % ORDERS.length] ?? [],
    colours: COLOUR_SEQUENCES[view.getUint32(4) % COLOUR_SEQUENCES.length] ?? [],
  };
}
