/** The share of so many presentations, with its exact 95 % bounds by Clopper and Pearson. */
export interface Share {
  share: number;
  low: number;
  high: number;
}

const ALPHA = 0.05;

/** Logarithms of factorials, once. */
const logs: number[] = [0];
const logFactorial = (n: number): number => {
  for (let at = logs.length; at <= n; at++) logs.push((logs[at - 1] ?? 0) + Math.log(at));
  return logs[n] ?? 0;
};

/** The chance of at most `count` of `total` where each has the chance `p`. */
function atMost(count: number, total: number, p: number): number {
  if (p <= 0) return 1;
  if (p >= 1) return count >= total ? 1 : 0;
  let sum = 0;
  for (let k = 0; k <= count; k++) {
    const ways = logFactorial(total) - logFactorial(k) - logFactorial(total - k);
    sum += Math.exp(ways + k * Math.log(p) + (total - k) * Math.log(1 - p));
  }
  return sum;
}

/** The p at which a falling function of it passes a value. */
function solve(falling: (p: number) => number, value: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (falling(middle) > value) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

export function shareOf(count: number, total: number): Share {
  if (total === 0) return { share: Number.NaN, low: 0, high: 1 };
  return {
    share: count / total,
    low: count === 0 ? 0 : solve((p) => atMost(count - 1, total, p), 1 - ALPHA / 2),
    high: count === total ? 1 : solve((p) => atMost(count, total, p), ALPHA / 2),
  };
}

/** `0.0 % (0.0–1.2)` */
export function told({ share, low, high }: Share): string {
  const percent = (value: number) => (value * 100).toFixed(1);
  return `${percent(share)} % (${percent(low)}–${percent(high)})`;
}
