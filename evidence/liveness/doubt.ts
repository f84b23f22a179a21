import type { Signal } from '../../domain/verification/signals.js';

/** One weak sign is common: daylight, or a scan without colours. With so many, or with a strong one, no machine passes the scan. */
const TOO_MANY = 2;

/** Whether the signs of a scan that passed its challenge are such that a person must look at it. */
export function isDoubtful(signals: readonly Signal[]): boolean {
  return signals.length >= TOO_MANY || signals.some(({ strength }) => strength === 'strong');
}
