import type { Pose } from './pose.js';

/** The poses to take, in this order. */
export interface LivenessChallenge {
  poses: readonly Pose[];
}

const POSES: readonly Pose[] = ['centre', 'left', 'right'];
const LENGTHS = [4, 5];

/** Every order of so many poses that begins at the centre and never asks for the same pose twice running. */
function ordersOf(length: number): Pose[][] {
  let orders: Pose[][] = [['centre']];
  for (let step = 1; step < length; step++) {
    orders = orders.flatMap((order) => POSES.filter((pose) => pose !== order.at(-1)).map((pose) => [...order, pose]));
  }
  return orders;
}

/** Both sides occur, and the centre at least twice: identity is taken from several centre frames. */
const CHALLENGES: readonly Pose[][] = LENGTHS.flatMap(ordersOf).filter(
  (order) => order.includes('left') && order.includes('right') && order.filter((pose) => pose === 'centre').length >= 2,
);

/** How many different challenges there are. */
export const CHALLENGE_COUNT: number = CHALLENGES.length;

/** The challenge that these random bytes (four or more) choose; the same bytes choose the same one again. */
export function challengeFor(random: Uint8Array): LivenessChallenge {
  if (random.length < 4) throw new RangeError('A challenge needs four random bytes');
  const number = new DataView(random.buffer, random.byteOffset, 4).getUint32(0);
  return { poses: CHALLENGES[number % CHALLENGES.length] ?? [] };
}
