import { createHash } from 'node:crypto';

/** Random bytes of a challenge that are the same in each run. */
export function challengeBytes(purpose: string, seed: number): Uint8Array {
  return createHash('sha256').update(`liveness ${purpose} ${seed}`).digest();
}
