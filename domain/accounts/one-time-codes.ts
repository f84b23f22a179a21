import { minute } from '../clock.js';

/** One-time codes: how long, how many tries, how many further codes. */
export const oneTimeCodes = { lifetime: 10 * minute, tries: 5, resends: 3 } as const;
