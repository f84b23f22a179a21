import { randomInt } from 'node:crypto';

/** Two digits that one screen shows and that are typed at the other, so that both are surely before the same person. There is one try. */
export const matchingNumber = (): string => String(randomInt(10, 100));
