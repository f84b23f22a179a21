/** The ends of an axis and where it is marked, at round numbers: 1, 2 or 5 times a power of ten apart. */
export function niceTicks(highest: number, about = 4): number[] {
  if (!(highest > 0)) return [0, 1];
  const rough = highest / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough) ?? 10;
  const step = Math.max(factor * power, 1e-9);
  return Array.from({ length: Math.ceil(highest / step - 1e-9) + 1 }, (_, index) =>
    Number((index * step).toPrecision(12)),
  );
}

/** A coordinate, as short as does. */
export const at = (value: number): string => String(Math.round(value * 10) / 10);
