import type { Corners } from './find-corners.js';
import { sizeOf } from './straighten.js';

/** Cards of the size ID-1 are 1.59 times as wide as high (ISO/IEC 7810), passports' pages and TD2 cards 1.42. */
const CARD = [1.5, 1.7] as const;

/** Whether an outline has a card's shape rather than a page's, whichever way it lies. */
export function isCardShaped(corners: Corners): boolean {
  const { width, height } = sizeOf(corners);
  const ratio = Math.max(width, height) / Math.min(width, height);
  return ratio >= CARD[0] && ratio <= CARD[1];
}
