/**
 * How likely a beta-binomial count is at least `hits` of `trials`: trials that share a rate which itself varies around
 * `rate`, any two of them being correlated by `correlation` (0 < correlation < 1). Summed term by term, so that small
 * numbers are as right as large ones.
 */
export function upperTail(hits: number, trials: number, rate: number, correlation: number): number {
  if (hits <= 0) return 1;
  if (hits > trials) return 0;
  const strength = 1 / correlation - 1;
  const [a, b] = [rate * strength, (1 - rate) * strength];
  let term = Math.exp(logChoose(trials, hits) + logBeta(hits + a, trials - hits + b) - logBeta(a, b));
  let sum = term;
  for (let k = hits; k < trials; k++) {
    term *= ((trials - k) / (k + 1)) * ((k + a) / (trials - k - 1 + b));
    sum += term;
    if (term < sum * 1e-9) break;
  }
  return Math.min(1, sum);
}

/** How likely the same count is at most `hits`. */
export const lowerTail = (hits: number, trials: number, rate: number, correlation: number): number =>
  upperTail(trials - hits, trials, 1 - rate, correlation);

const logChoose = (n: number, k: number) => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
const logBeta = (a: number, b: number) => logGamma(a) + logGamma(b) - logGamma(a + b);

/** Stirling's series, after moving small values up to where it is good to 10 digits. */
function logGamma(value: number): number {
  let x = value;
  let shift = 0;
  while (x < 8) {
    shift += Math.log(x);
    x += 1;
  }
  const square = 1 / (x * x);
  const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - shift;
}
