import type { GreyImage } from '../image/image.js';

/** The calmest fifth of the picture shows the sensor's noise; the rest has a pattern of its own. */
const CALM = 0.2;
/** Burnt or black pixels have no noise left. */
const WHITE = 250;
const BLACK = 5;

/**
 * Sensor noise as a standard deviation in units of brightness: what remains after the second difference in both
 * directions (Immerkær 1996) in the calmest squares. 0 where every square is burnt or black.
 * @param side of a square in pixels
 */
export function noise({ width, height, data }: GreyImage, side = 8): number {
  const levels: number[] = [];
  for (let top = 1; top + side < height; top += side) {
    for (let left = 1; left + side < width; left += side) {
      let sum = 0;
      let lightest = 0;
      let darkest = 255;
      for (let y = top; y < top + side; y++) {
        for (let at = y * width + left, end = at + side; at < end; at++) {
          const here = data[at] as number;
          const beside = (data[at - 1] as number) + (data[at + 1] as number);
          const above = (data[at - width] as number) + (data[at + width] as number);
          const corners =
            (data[at - width - 1] as number) +
            (data[at - width + 1] as number) +
            (data[at + width - 1] as number) +
            (data[at + width + 1] as number);
          const rest = corners - 2 * (beside + above) + 4 * here;
          sum += rest < 0 ? -rest : rest;
          if (here > lightest) lightest = here;
          if (here < darkest) darkest = here;
        }
      }
      if (lightest < WHITE && darkest > BLACK) levels.push(sum / (side * side));
    }
  }
  levels.sort((a, b) => a - b);
  return ((levels[Math.floor(levels.length * CALM)] ?? 0) * Math.sqrt(Math.PI / 2)) / 6;
}
