/** What is expected of a day to come, and between what it lies with a probability of 80 %. */
export type Forecast = { value: number; low: number; high: number };

/** The standard normal quantile of a two-sided 80 % interval. */
const z = 1.2815515655446004;

const week = 7;
/** Fewer days than this say nothing. */
const least = 3 * week;

/**
 * Goes on with daily figures: a straight line through the weeks (least squares of the weekly sums) times each weekday's usual share of its week.
 * The band is that of a prediction by such a line (the residuals of the weeks, and how far the line itself may be out), so it widens with
 * the days; it knows nothing of holidays or campaigns.
 *
 * @param days the last days in order, each present, zeros too; whole weeks from the end are used, at most 12
 * @param ahead how many days to go on
 * @returns empty where there are too few days
 */
export function forecast(days: readonly number[], ahead: number): Forecast[] {
  if (days.length < least) return [];
  const weeks = Math.min(12, Math.floor(days.length / week));
  const used = days.slice(days.length - weeks * week);
  const sums = Array.from({ length: weeks }, (_, index) => total(used.slice(index * week, (index + 1) * week)));
  const { at, error } = line(sums);
  const all = total(sums);
  const shares = Array.from({ length: week }, (_, weekday) =>
    all === 0 ? 1 / week : total(used.filter((_day, index) => index % week === weekday)) / all,
  );
  return Array.from({ length: ahead }, (_, index) => {
    const position = weeks + Math.floor(index / week);
    const share = shares[index % week] ?? 0;
    const value = Math.max(0, at(position)) * share;
    // A day varies by itself too, at least as counts do.
    const spread = z * Math.hypot(error(position) * share, Math.sqrt(value));
    return { value, low: Math.max(0, value - spread), high: value + spread };
  });
}

/** The least-squares line through values at 0, 1, 2 …, and the standard error of a prediction by it. */
function line(values: readonly number[]): { at(x: number): number; error(x: number): number } {
  const n = values.length;
  const middle = (n - 1) / 2;
  const mean = total(values) / n;
  const squares = total(values.map((_, x) => (x - middle) ** 2));
  const slope = total(values.map((y, x) => (x - middle) * (y - mean))) / squares;
  const at = (x: number) => mean + slope * (x - middle);
  const residual = Math.sqrt(total(values.map((y, x) => (y - at(x)) ** 2)) / Math.max(1, n - 2));
  return { at, error: (x) => residual * Math.sqrt(1 + 1 / n + (x - middle) ** 2 / squares) };
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
