/** The value below which a share of the values lies (nearest rank); 0 where there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** The mean; 0 where there are none. */
export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Rounded to one digit after the point. */
export const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Rounded to two digits after the point. */
export const hundredth = (value: number): number => Math.round(value * 100) / 100;
