import type { GreyImage } from '../../image/image.js';

/** The brightness that best divides the picture into two classes: pixels above it are the bright one (Otsu 1979). */
export function otsuThreshold({ data }: GreyImage): number {
  const counts = new Float64Array(256);
  for (const value of data) counts[value] = (counts[value] ?? 0) + 1;
  let total = 0;
  for (let value = 0; value < 256; value++) total += value * (counts[value] ?? 0);
  let below = 0;
  let sumBelow = 0;
  let best = { threshold: 0, spread: -1 };
  for (let value = 0; value < 255; value++) {
    below += counts[value] ?? 0;
    sumBelow += value * (counts[value] ?? 0);
    const above = data.length - below;
    if (below === 0 || above === 0) continue;
    const spread = below * above * (sumBelow / below - (total - sumBelow) / above) ** 2;
    if (spread > best.spread) best = { threshold: value, spread };
  }
  return best.threshold;
}
