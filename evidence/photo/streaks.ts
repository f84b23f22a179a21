import type { GreyImage } from '../image/image.js';

/**
 * How many times more detail (squared second differences) there is along one axis than along the other: 1 to 3 in most pictures,
 * more where the camera or what it saw moved.
 */
export function streaks({ width, height, data }: GreyImage): number {
  let across = 0;
  let down = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let at = y * width + 1, end = (y + 1) * width - 1; at < end; at++) {
      const here = 2 * (data[at] as number);
      const beside = (data[at - 1] as number) + (data[at + 1] as number) - here;
      const above = (data[at - width] as number) + (data[at + width] as number) - here;
      across += beside * beside;
      down += above * above;
    }
  }
  return Math.max(across, down) / Math.max(1, Math.min(across, down));
}
