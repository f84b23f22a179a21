/** A count of people who met something, as it is where nothing is wrong. */
export interface UsualCount {
  trials: number;
  /** The share who meet it, and how two people’s luck is correlated: 0 < correlation < 1. */
  rate: number;
  correlation: number;
  /** The variance of what is added to the count, or taken from it, by others than those who met it; 0 where nothing is. */
  noise: number;
}

/** Further away than so many standard deviations nothing is added. */
const farthest = 5;

/**
 * How likely a count is at least `hits`: beta-binomial, for trials that share a rate which itself varies, with a noise about zero on top, which is as good as normal. Summed
 * term by term, so that small numbers are as right as large ones. To spread the people’s luck by the noise instead would make far ones, which it never causes, likely.
 */
export function upperTail(hits: number, { trials, rate, correlation, noise }: UsualCount): number {
  const reach = Math.ceil(farthest * Math.sqrt(noise));
  const tails = tailsOf(hits - reach, hits + reach, trials, rate, correlation);
  let [sum, weights] = [0, 0];
  tails.forEach((tail, place) => {
    const weight = reach === 0 ? 1 : Math.exp(-((place - reach) ** 2) / (2 * noise));
    sum += weight * tail;
    weights += weight;
  });
  return sum / weights;
}

/** How likely the same count is at most `hits`. */
export const lowerTail = (hits: number, { trials, rate, ...usual }: UsualCount): number =>
  upperTail(trials - hits, { trials, rate: 1 - rate, ...usual });

/** How likely a beta-binomial count is at least `from`, and so on up to `to`. */
function tailsOf(from: number, to: number, trials: number, rate: number, correlation: number): number[] {
  const strength = 1 / correlation - 1;
  const [a, b] = [rate * strength, (1 - rate) * strength];
  const last = Math.min(to, trials);
  let term = last < 0 ? 0 : Math.exp(logChoose(trials, last) + logBeta(last + a, trials - last + b) - logBeta(a, b));
  const tails: number[] = Array.from({ length: to - from + 1 }, (_, place) => (from + place <= 0 ? 1 : 0));
  let tail = term;
  for (let [k, next] = [last, term]; k < trials && next > tail * 1e-9; k++) {
    next *= ((trials - k) / (k + 1)) * ((k + a) / (trials - k - 1 + b));
    tail += next;
  }
  for (let k = last; k >= Math.max(1, from); k--) {
    tails[k - from] = Math.min(1, tail);
    term *= (k / (trials - k + 1)) * ((trials - k + b) / (k - 1 + a));
    tail += term;
  }
  return tails;
}

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
